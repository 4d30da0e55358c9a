package io.monaserver.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where this server sends an RTMP client other than the original was recorded to, on purpose. A step of a scene is
 * named by its place in the recording, and the client that hears it.
 */
final class RtmpDepartures {

    private static final Map<String, List<String>> STEPS = new HashMap<>();

    static {
        // A refused client is greeted too, because the refusal comes in large chunks.
        refused("connect/reject", "Rejected", "you are not Tom!");
        refused("connect/reject_amf0", "Rejected", "you are not Tom!");
        refused("connect/noapp", "InvalidApp", "Application /doesnotexist doesn't exist");
        refused("connect/brokenapp", "Failed", "www/noapp/main.lua:1: '=' expected near 'error'");
        // The keys of a table come in an order of this server's own.
        step(
                "connect/retapp 1 c",
                "1/0@0 003effee",
                "5/0@0 002625a0",
                "6/0@0 002625a000",
                "4/0@0 000000000000",
                "20/0@0 \"_result\" 1 null { level: \"status\" code: \"NetConnection.Connect.Success\" description:"
                        + " \"Connection succeeded\" objectEncoding: 3 message: \"welcome\" id: 1 timeout: 7 end");
        // A script's refusal has a code of its own, and the level of an error.
        step("publish/pfalse_enc3 3 c", publishFailed("pfalse"));
        step("publish/pfalse_enc0 3 c", publishFailed("pfalse"));
        step("publish/pnil_enc0 3 c", publishFailed("pnil"));
        // Who comes late is told that the stream is on, and what it is, when it comes.
        step(
                "live/publish_first_enc3 8 sub",
                "4/0@0 000000000001",
                status(3, "NetStream.Play.Reset", "Playing and resetting live1"),
                status(0, "NetStream.Play.Start", "Started playing live1"),
                "18/1@0 \"|RtmpSampleAccess\" true true",
                status(0, "NetStream.Play.PublishNotify", "live1 is now published"),
                "18/1@0 \"onMetaData\" keyed0[ width: 320 height: 240 encoder: \"golden\" end");
        live(9, "8/1@0 af001210");
        step(
                "live/publish_first_enc3 44 sub",
                "4/0@0 000000000001",
                status(10, "NetStream.Play.Reset", "Playing and resetting live1"),
                status(0, "NetStream.Play.Start", "Started playing live1"),
                "18/1@0 \"|RtmpSampleAccess\" true true",
                status(0, "NetStream.Play.PublishNotify", "live1 is now published"));
        // Pictures wait for a key frame.
        live(12);
        live(31);
        // Time never goes back: what the publisher sends with an older time has the last one.
        live(17, "8/1@60 af01778899");
        live(19, "8/1@16777200 ");
        live(20, "8/1@16777220 2f010203");
        live(21, "18/1@16777230 \"onCue\" \"x\" 5");
        live(22, "18/1@16777230 \"onCue3\" 6");
        live(27, "8/1@16777280 af01aabbcc");
        live(32, "9/1@16777320 1701000000dd");
        // A paused player gets nothing, and is told of pause and seek.
        live(33, status(0, "NetStream.Pause.Notify", "live1 is now paused"));
        live(34);
        live(35, "4/0@0 000000000001", status(0, "NetStream.Unpause.Notify", "live1 is now playing again"));
        live(37, "4/0@0 000000000001", status(0, "NetStream.Seek.Notify", "Seeking 100 in live1"));
        // A publisher that vanishes ends its publication as one that closes it does.
        live(45, status(0, "NetStream.Play.UnpublishNotify", "live1 is now unpublished"));
        // Metadata keeps its keys, whatever number of them it claims to have, and is sent as it came.
        metadata("metadata/ecma_count0_enc0 8 sub");
        metadata("metadata/ecma_count_enc0 8 sub");
        metadata("metadata/ecma_count_enc3 8 sub");
    }

    private RtmpDepartures() {}

    /** What a client hears at this step. */
    static List<String> of(String step, List<String> original) {
        return STEPS.getOrDefault(step, original);
    }

    private static void refused(String scene, String code, String description) {
        step(
                scene + " 1 c",
                "1/0@0 003effee",
                "5/0@0 002625a0",
                "6/0@0 002625a000",
                "4/0@0 000000000000",
                "20/0@0 \"_error\" 1 null { level: \"error\" code: \"NetConnection.Connect." + code
                        + "\" description: \"" + description + "\" end",
                "20/0@0 \"close\" 0 null");
        step(scene + " 2 c");
    }

    private static String publishFailed(String name) {
        return status(3, "NetStream.Publish.Failed", "Not allowed to publish " + name)
                .replace("level: \"status\"", "level: \"error\"");
    }

    private static void live(int step, String... heard) {
        step("live/publish_first_enc3 " + step + " sub", heard);
    }

    private static void metadata(String step) {
        step(step, "18/1@0 \"onMetaData\" keyed0[ width: 320 height: 240 end");
    }

    private static void step(String step, String... heard) {
        STEPS.put(step, new ArrayList<>(List.of(heard)));
    }

    private static String status(int transaction, String code, String description) {
        return "20/1@0 \"onStatus\" " + transaction + " null { level: \"status\" code: \"" + code + "\" description: \""
                + description + "\" end";
    }
}
