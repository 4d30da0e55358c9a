package io.monaserver.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the direction of dependencies: a package imports lower levels only, packages of one level ignore each other but
 * for the pairs named here, and each library stays behind its fence.
 */
class ArchitectureTest {

    private static final String ROOT = "io.monaserver.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.monaserver");

    /** The longest matching prefix decides a package's level. */
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("common", 0),
            Map.entry("metrics", 0),
            Map.entry("config", 1),
            Map.entry("codec", 1),
            Map.entry("codec.amf", 2),
            Map.entry("codec.json", 2),
            Map.entry("codec.xml", 2),
            Map.entry("codec.query", 2),
            Map.entry("codec.media", 2),
            Map.entry("protocol.rtmfp", 3),
            Map.entry("protocol.crypto", 3),
            Map.entry("protocol.rtmp", 3),
            Map.entry("protocol.flash", 3),
            Map.entry("data", 3),
            Map.entry("data.lmdb", 3),
            Map.entry("domain", 4),
            Map.entry("domain.client", 5),
            Map.entry("domain.publication", 5),
            Map.entry("domain.group", 5),
            Map.entry("transport.net", 6),
            Map.entry("transport.rtmfp", 6),
            Map.entry("transport.rtmp", 6),
            Map.entry("transport.http", 6),
            Map.entry("transport.websocket", 6),
            Map.entry("transport.socket", 6),
            Map.entry("transport.flash", 6),
            Map.entry("script", 6),
            Map.entry("script.lua", 6),
            Map.entry("script.binding", 6),
            Map.entry("script.api", 6),
            Map.entry("cluster", 6),
            Map.entry("cluster.share", 6),
            Map.entry("cluster.relay", 6),
            Map.entry("cluster.wire", 6),
            Map.entry("admin", 7),
            Map.entry("app", 8));

    /** Imports inside one level. */
    private static final Map<String, Set<String>> PEERS = Map.ofEntries(
            Map.entry("codec.media", Set.of("codec.amf")),
            Map.entry("protocol.rtmfp", Set.of("protocol.crypto")),
            Map.entry("protocol.rtmp", Set.of("protocol.crypto")),
            Map.entry("data.lmdb", Set.of("data")),
            Map.entry("domain.client", Set.of("domain.publication", "domain.group")),
            Map.entry("transport.rtmfp", Set.of("transport.net", "transport.flash")),
            Map.entry("transport.rtmp", Set.of("transport.net", "transport.flash")),
            Map.entry("transport.http", Set.of("transport.net", "transport.websocket")),
            Map.entry("transport.websocket", Set.of("transport.net")),
            Map.entry("transport.socket", Set.of("transport.net")),
            Map.entry("cluster", Set.of("cluster.share", "cluster.wire")),
            Map.entry("cluster.share", Set.of("cluster.relay", "cluster.wire")),
            Map.entry("script", Set.of("script.lua", "script.binding", "script.api")),
            Map.entry("script.binding", Set.of("script.lua")),
            Map.entry("script.api", Set.of("script.lua", "script.binding")));

    @Test
    void everyPackageHasALevel() {
        Set<String> unknown = new TreeSet<>();
        CLASSES.forEach(type -> {
            if (!LEVELS.containsKey(unit(type))) {
                unknown.add(type.getPackageName());
            }
        });

        assertThat(unknown).isEmpty();
    }

    @Test
    void packagesImportLowerLevelsOnly() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getPackageName().startsWith("io.monaserver")
                        && !isAllowed(unit(type), unit(dependency.getTargetClass()))) {
                    violations.add(dependency.getDescription());
                }
            }
        }

        assertThat(violations).isEmpty();
    }

    @Test
    void protocolsAndDomainDoNotSeeEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "protocol..", ROOT + "data.lmdb..", ROOT + "codec.amf..", ROOT + "codec.json..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("fences")
    void librariesStayBehindTheirFence(Fence fence) {
        List<String> allowed =
                fence.allowedIn().stream().map(name -> ROOT + name + "..").toList();

        classes()
                .that()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .and()
                .resideInAPackage("io.monaserver..")
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.not(
                        com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat(
                                com.tngtech.archunit.base.DescribedPredicate.describe(
                                        "live in " + fence.library(),
                                        (JavaClass type) ->
                                                type.getPackageName().startsWith(fence.library())
                                                        && fence.exceptions().stream()
                                                                .noneMatch(type.getPackageName()::startsWith)))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    static List<Fence> fences() {
        return List.of(
                new Fence("io.netty.channel", List.of(), List.of("transport", "app", "admin")),
                new Fence(
                        "io.netty.buffer",
                        List.of(),
                        List.of("codec", "protocol", "domain", "transport", "script", "cluster", "admin", "app")),
                new Fence("org.luaj", List.of(), List.of("script")),
                new Fence(
                        "org.apache.pekko",
                        List.of(),
                        List.of("domain", "transport", "script", "cluster", "admin", "app", "data")),
                new Fence("org.apache.pekko.cluster", List.of(), List.of("cluster", "app")),
                new Fence("com.fasterxml.jackson", List.of(), List.of("codec.json", "admin")));
    }

    private static boolean isAllowed(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        if (!LEVELS.containsKey(from) || !LEVELS.containsKey(to)) {
            return false;
        }
        boolean lower = LEVELS.get(to) < LEVELS.get(from);
        return lower || PEERS.getOrDefault(from, Set.of()).contains(to);
    }

    /** The entry of {@link #LEVELS} a class belongs to: its own package, or the nearest one above that has a level. */
    private static String unit(JavaClass type) {
        String name = type.getPackageName();
        String unit = name.length() < ROOT.length() ? name : name.substring(ROOT.length());
        while (!LEVELS.containsKey(unit) && unit.contains(".")) {
            unit = unit.substring(0, unit.lastIndexOf('.'));
        }
        return unit;
    }

    record Fence(String library, List<String> exceptions, List<String> allowedIn) {}
}
