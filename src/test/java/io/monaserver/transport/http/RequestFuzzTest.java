package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever a client asks for, it is understood or refused, and never leads out of the root or beyond a file's end. */
class RequestFuzzTest {

    private static final long SIZE = 1000;

    @FuzzTest(maxDuration = "60s")
    void anyTargetStaysBelowTheRoot(byte[] uri) {
        RequestTarget.parse(new String(uri, StandardCharsets.UTF_8)).ifPresent(target -> {
            assertThat(target.folders()).noneMatch(folder -> folder.isEmpty() || leadsAway(folder));
            assertThat(leadsAway(target.name())).isFalse();
            target.arguments();
            target.extension();
            assertThat(target.asFolder().name()).isEmpty();
        });
    }

    @FuzzTest(maxDuration = "60s")
    void anyRangeIsPartOfTheFile(byte[] header) {
        ByteRange range = ByteRange.parse(new String(header, StandardCharsets.ISO_8859_1), SIZE);

        if (range.isSatisfiable()) {
            assertThat(range.length()).isBetween(1L, SIZE);
            assertThat(range.first() + range.length()).isLessThanOrEqualTo(SIZE);
        } else {
            assertThat(range.contentRange(SIZE)).isEqualTo("bytes */" + SIZE);
        }
    }

    private static boolean leadsAway(String part) {
        return part.equals(".") || part.equals("..") || part.indexOf('/') >= 0 || part.indexOf('\0') >= 0;
    }
}
