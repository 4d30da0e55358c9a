package io.monaserver.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTargetTest {

    @Test
    void aQueryThatIsNotWellEncodedIsTakenAsItStands() {
        assertThat(RequestTarget.parse("/a?%?/x=%zz&b=%41").orElseThrow().arguments())
                .containsEntry("%?/x", "%zz")
                .containsEntry("b", "A");
    }

    @Test
    void ofAnArgumentThatComesTwiceTheLastOneCounts() {
        assertThat(RequestTarget.parse("/a?x=1&x=2&y").orElseThrow().arguments())
                .containsEntry("x", "2")
                .containsEntry("y", "");
    }
}
