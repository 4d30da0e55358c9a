package io.monaserver.cluster.share;

import io.monaserver.config.ShareConfig;
import io.monaserver.domain.Balance;
import io.monaserver.domain.PublicAddress;
import io.monaserver.domain.Referral;
import io.monaserver.domain.Referral.Place;
import io.monaserver.domain.ServerInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sends newcomers to the best servers of the cluster. Nobody is sent on for ever: whoever says hello to a server again
 * is let in there, servers agree on whom a newcomer belongs to by its key, and a server sends somebody away only to one
 * that has clearly less to do.
 */
final class Balancer implements Balance {

    /** Whose clients try several servers at once. */
    private static final String RTMFP = "RTMFP";

    /** By how much another server's weight must be less: some clients, and a tenth of one's own. */
    private static final double MARGIN_SESSIONS = 4;

    private static final double MARGIN_SHARE = 0.1;

    /** Of two servers one is the best, of a few two, of many three, for those who try several. */
    private static final int FEW = 2;

    private static final int MANY = 5;

    private final ShareConfig.Balancing policy;
    private final LongSupplier sessions;
    private final Map<String, Other> others = new ConcurrentHashMap<>();
    private volatile String self = "";
    private volatile int processors;
    private volatile boolean isLeaving;

    /**
     * Another node.
     *
     * @param load as it said last, and those who were sent there since
     */
    private record Other(ServerInfo server, Load load) {}

    private record Candidate(String address, double rank, Place place) {}

    Balancer(ShareConfig.Balancing policy, LongSupplier sessions) {
        this.policy = policy;
        this.sessions = sessions;
    }

    /** What the other nodes call this one. */
    void self(String address) {
        self = address;
    }

    /** How busy this machine is, in percent. */
    void processors(int percent) {
        processors = percent;
    }

    /** This node drains: nobody is to be sent here. */
    void leave() {
        isLeaving = true;
    }

    /** How busy this node is. */
    Load own() {
        return new Load(sessions.getAsLong(), processors, isLeaving);
    }

    void up(ServerInfo server) {
        others.put(Peer.of(server).address(), new Other(server, own()));
    }

    void down(ServerInfo server) {
        others.computeIfPresent(
                Peer.of(server).address(), (address, other) -> other.server().equals(server) ? null : other);
    }

    void load(String address, Load load) {
        others.computeIfPresent(address, (key, other) -> new Other(other.server(), load));
    }

    @Override
    public Referral place(String protocol, byte[] key, int attempts) {
        if (attempts > 1 || others.isEmpty()) {
            return Referral.NONE;
        }
        boolean isByLoad = policy == ShareConfig.Balancing.LEAST_LOADED;
        double mine = isByLoad ? own().weight() : draw(key, self);
        List<Candidate> best = best(protocol, key, isByLoad);
        boolean isHere = isByLoad
                ? best.stream().noneMatch(candidate -> isClearlyLess(candidate.rank(), mine))
                : best.stream().filter(candidate -> candidate.rank() < mine).count() < count(protocol);
        if (isHere) {
            return Referral.NONE;
        }
        best.removeIf(candidate -> isByLoad && !isClearlyLess(candidate.rank(), mine));
        best.forEach(candidate -> others.computeIfPresent(
                candidate.address(),
                (address, other) -> new Other(other.server(), other.load().plus(1))));
        return new Referral.To(best.stream().map(Candidate::place).toList());
    }

    /** The best of the others, the very best first. */
    private List<Candidate> best(String protocol, byte[] key, boolean isByLoad) {
        List<Candidate> candidates = new ArrayList<>();
        others.forEach((address, other) -> {
            if (!other.load().isLeaving()
                    && PublicAddress.of(other.server(), protocol).isPresent()) {
                double rank = isByLoad ? other.load().weight() : draw(key, address);
                candidates.add(new Candidate(address, rank, new Place.Server(other.server())));
            }
        });
        candidates.sort(Comparator.comparingDouble(Candidate::rank));
        return new ArrayList<>(candidates.subList(0, Math.min(count(protocol), candidates.size())));
    }

    private int count(String protocol) {
        int servers = others.size() + 1;
        return servers <= FEW || !protocol.equals(RTMFP) ? 1 : servers < MANY ? 2 : 3;
    }

    private static boolean isClearlyLess(double other, double mine) {
        return other + MARGIN_SESSIONS < mine * (1 - MARGIN_SHARE);
    }

    /** The same on all servers: the lowest ones have the newcomer. */
    private static double draw(byte[] key, String address) {
        long mixed = (Arrays.hashCode(key) * 31L + address.hashCode()) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xC2B2AE3D27D4EB4FL;
        mixed = (mixed ^ mixed >>> 29) * 0x9E3779B97F4A7C15L;
        return mixed >>> 11;
    }
}
