package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.cluster.ClusterMessage.Passport;
import io.monaserver.config.ClusterConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    private static final Address HERE = LinkTargets.address("192.0.2.1", 25_520);
    private static final Address THERE = LinkTargets.address("192.0.2.2", 25_520);

    @Test
    void nodesOfOneClusterAndSecretDealWithEachOther() {
        Admission here = admission("mona", "secret", HERE);
        Admission there = admission("mona", "secret", THERE);

        assertThat(here.refusal(there.passport(HERE), THERE)).isNull();
        assertThat(there.refusal(here.passport(THERE), HERE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"secret,other", "secret,''", "'',secret"})
    void anotherSecretIsRefusedOnBothSides(String one, String other) {
        Admission here = admission("mona", one, HERE);
        Admission there = admission("mona", other, THERE);

        assertThat(here.refusal(there.passport(HERE), THERE)).startsWith("cluster.secret");
        assertThat(there.refusal(here.passport(THERE), HERE)).startsWith("cluster.secret");
    }

    @Test
    void passportIsOfNoUseToAnotherOrForAnother() {
        Admission here = admission("mona", "secret", HERE);
        Admission there = admission("mona", "secret", THERE);
        Passport stolen = there.passport(LinkTargets.address("192.0.2.3", 25_520));

        assertThat(here.refusal(stolen, THERE)).isNotNull();
        assertThat(here.refusal(here.passport(THERE), HERE)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"2,1,true", "3,1,true", "2,2,false", "0,0,false", "1,1,true"})
    void nextVersionUnderstandsThisOneAndThoseFurtherAwayAreRefused(int version, int oldest, boolean isWelcome) {
        Admission here = admission("mona", "", HERE);

        String refusal = here.refusal(new Passport(version, oldest, "mona", "x", new byte[0]), THERE);

        assertThat(refusal == null).isEqualTo(isWelcome);
    }

    @Test
    void anotherClusterIsRefused() {
        Admission there = admission("other", "", THERE);

        assertThat(admission("mona", "", HERE).refusal(there.passport(HERE), THERE))
                .isEqualTo("cluster.name: other (expected: mona)");
    }

    private static Admission admission(String cluster, String secret, Address self) {
        return new Admission(new ClusterConfig(cluster, "", secret, Optional.empty(), 1, 1, Duration.ZERO), self);
    }
}
