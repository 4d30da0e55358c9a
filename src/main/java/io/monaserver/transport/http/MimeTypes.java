package io.monaserver.transport.http;

import java.util.Map;
import java.util.Set;

/** The media type of a file by its extension. */
final class MimeTypes {

    private static final String PLAIN = "text/plain";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("xml", "application/xml"),
            Map.entry("txt", PLAIN),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("vtt", "text/vtt"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("swf", "application/x-shockwave-flash"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("bin", "application/octet-stream"),
            Map.entry("dat", "application/octet-stream"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("flv", "video/x-flv"),
            Map.entry("f4v", "video/mp4"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("m4s", "video/iso.segment"),
            Map.entry("webm", "video/webm"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("ts", "video/mp2t"),
            Map.entry("m3u8", "application/vnd.apple.mpegurl"),
            Map.entry("m3u", "audio/x-mpegurl"),
            Map.entry("mpd", "application/dash+xml"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("aac", "audio/aac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"));

    private static final Set<String> TEXTS = Set.of(
            "application/json",
            "application/manifest+json",
            "application/xml",
            "application/dash+xml",
            "application/vnd.apple.mpegurl",
            "audio/x-mpegurl",
            "image/svg+xml");

    private MimeTypes() {}

    /** Whether a file of this type is text. */
    static boolean isText(String type) {
        return type.startsWith("text/") || TEXTS.contains(type);
    }

    /** The type for this extension in lower case; plain text without any, bytes for an unknown one. */
    static String of(String extension) {
        return extension.isEmpty() ? PLAIN : BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }
}
