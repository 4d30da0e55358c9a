package io.monaserver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tables of {@code docs/compliance} to what code and tests say of themselves. */
class ComplianceTest {

    private static final Set<String> STATES = Set.of("tested", "implemented", "excused", "open");
    private static final Pattern SPEC = Pattern.compile("\"(\\d{4}) §([\\d.]+)\"");

    record Row(String section, String what, String word, String state, String where) {}

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void rowsSayOneOfTheStatesAndWhy(String rfc) throws IOException {
        assertThat(rows(rfc)).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(row.section).matches("\\d+(\\.\\d+)*");
            assertThat(STATES).contains(row.state);
            assertThat(row.where).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void testedRowsHaveATestOfTheirSectionOrOneInside(String rfc) throws IOException {
        Set<String> tested = testedSections(rfc);

        assertThat(sections(rfc, "tested"))
                .filteredOn(section -> tested.stream().noneMatch(t -> (t + ".").startsWith(section + ".")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void implementedRowsAreNamedInTheCode(String rfc) throws IOException {
        String code = code();

        assertThat(sections(rfc, "implemented"))
                .filteredOn(section -> !Pattern.compile("§" + Pattern.quote(section) + "(?!\\.?\\d)")
                        .matcher(code)
                        .find())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void testsCiteSectionsThatAreInTheTable(String rfc) throws IOException {
        Set<String> known = rows(rfc).stream().map(Row::section).collect(Collectors.toSet());

        assertThat(testedSections(rfc))
                .filteredOn(section -> known.stream().noneMatch(k -> (section + ".").startsWith(k + ".")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void classesThatRowsNameExist(String rfc) throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .collect(Collectors.toSet());
        }
        classes.addAll(Set.of("UserData"));
        Pattern name = Pattern.compile("`([A-Z]\\w+)");
        for (Row row : rows(rfc)) {
            Matcher matcher = name.matcher(row.where);
            while (matcher.find()) {
                assertThat(classes).as("§%s %s", row.section, row.what).contains(matcher.group(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7016", "7425"})
    void noDraftIsCited(String rfc) throws IOException {
        assertThat(code()).doesNotContain("draft-thornburgh").doesNotContain("draft-zenomt");
        assertThat(rows(rfc)).isNotEmpty();
    }

    private static Set<String> sections(String rfc, String state) throws IOException {
        return rows(rfc).stream()
                .filter(row -> row.state.equals(state))
                .map(Row::section)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Row> rows(String rfc) throws IOException {
        return Files.readAllLines(Path.of("docs", "compliance", "rfc" + rfc + ".md")).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toList())
                .map(cells -> new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5)))
                .toList();
    }

    private static Set<String> testedSections(String rfc) throws IOException {
        Set<String> sections = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                Matcher matcher = SPEC.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (matcher.group(1).equals(rfc)) {
                        sections.add(matcher.group(2));
                    }
                }
            }
        }
        return sections;
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String part : List.of("protocol/rtmfp", "protocol/crypto", "transport/rtmfp")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/monaserver", part))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    code.append(Files.readString(file));
                }
            }
        }
        return code.toString();
    }
}
