package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.monaserver.script.api.ClientsObject;
import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.ObjectType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The reference of docs/scripting against the objects themselves, and its examples run. */
class ScriptingDocumentationTest {

    private static final Path PAGES = Path.of("docs/scripting");
    private static final Pattern BLOCK = Pattern.compile("```lua\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)[^`]*` \\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern MEMBERS = Pattern.compile("\\| member \\|.*?(?=\n\n|\\z)", Pattern.DOTALL);

    /** {@code INFO(expressions)  --> text} says what the line writes. */
    private static final Pattern EXPECTATION = Pattern.compile("INFO\\((.*)\\)(.*?) +--> (.*)$", Pattern.MULTILINE);

    private static final String PRELUDE = """
            local function expect(wanted, ...)
              local text = ""
              for i = 1, select("#", ...) do
                local value = select(i, ...)
                if value == nil then value = "(null)" end
                if type(value) == "boolean" then value = "("..tostring(value)..")" end
                value = tostring(value)
                text = text..(value:match("^table: 0x") and "table" or value)
              end
              if text ~= wanted then error("expected "..wanted..", was "..text, 2) end
            end
            """;

    @TempDir
    static Path dir;

    private static LuaBench bench;

    @BeforeAll
    static void start() {
        bench = new LuaBench(dir);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    /** The objects of the API by the name they have in the manual, with their members. */
    private static Map<String, TreeSet<String>> objects() {
        TreeSet<String> ofCollections = members(ClientsObject.class);
        Map<String, TreeSet<String>> objects = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.monaserver.script").stream()
                        .filter(type -> type.isAssignableTo(LuaObject.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::reflect)
                        .forEach(type -> {
                            TreeSet<String> own = members(type);
                            if (LuaCollection.class.isAssignableFrom(type)) {
                                own.removeAll(ofCollections);
                            }
                            objects.put(ObjectType.of(type).name(), own);
                        });
        return objects;
    }

    private static TreeSet<String> members(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        ObjectType.of(type).memberNames().forEach(names::add);
        return names;
    }

    /** The sections of all pages by their heading. */
    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.sorted().toList()) {
                for (String section : Files.readString(page).split("\n## ")) {
                    int end = section.indexOf('\n');
                    if (!section.startsWith("# ")) {
                        sections.put(section.substring(0, end), section.substring(end + 1));
                    }
                }
            }
        }
        return sections;
    }

    private static TreeSet<String> documented(String section) {
        TreeSet<String> names = new TreeSet<>();
        MEMBERS.matcher(section)
                .results()
                .forEach(table -> ROW.matcher(table.group()).results().forEach(row -> names.add(row.group(1))));
        return names;
    }

    @Test
    void everyMemberOfEveryObjectIsDocumentedAndNoOther() throws IOException {
        Map<String, TreeSet<String>> pages = new TreeMap<>();
        sections().forEach((name, text) -> pages.put(name, documented(text)));

        assertThat(pages).isEqualTo(objects());
    }

    @Test
    void everyMemberSaysItsUseItsResultAndItsErrors() throws IOException {
        List<String> incomplete = new ArrayList<>();
        sections()
                .forEach((name, text) -> MEMBERS.matcher(text)
                        .results()
                        .forEach(table -> ROW.matcher(table.group())
                                .results()
                                .filter(row -> Arrays.stream(row.group(2).split("\\|"))
                                                .filter(cell -> !cell.isBlank())
                                                .count()
                                        < 3)
                                .forEach(row -> incomplete.add(name + "." + row.group(1)))));

        assertThat(incomplete).isEmpty();
    }

    @Test
    void everyMemberIsInAnExampleOfItsObject() throws IOException {
        List<String> missing = new ArrayList<>();
        sections().forEach((name, text) -> {
            StringBuilder examples = new StringBuilder();
            BLOCK.matcher(text).results().forEach(block -> examples.append(block.group(1)));
            for (String member : documented(text)) {
                if (!Pattern.compile("\\b" + member + "\\b").matcher(examples).find()) {
                    missing.add(name + "." + member);
                }
            }
            if (examples.isEmpty()) {
                missing.add(name);
            }
        });

        assertThat(missing).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> examplesDoWhatTheySay() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        sections().forEach((name, text) -> {
            Matcher block = BLOCK.matcher(text);
            for (int number = 1; block.find(); number++) {
                String code = block.group(1);
                tests.add(DynamicTest.dynamicTest(name + " " + number, () -> run(code)));
            }
        });
        return tests.stream();
    }

    private static void run(String example) {
        String code = EXPECTATION
                .matcher(example)
                .replaceAll(line -> Matcher.quoteReplacement(
                        "expect([==[" + line.group(3) + "]==], " + line.group(1) + ")" + line.group(2)));

        assertThat(bench.run(PRELUDE + code)).doesNotStartWith("failed: ");
    }
}
