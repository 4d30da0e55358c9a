package org.luaj.vm2;

/** How errors show the names of chunks: {@code @file}, {@code =name}, or else the source itself. */
public final class ChunkNames {

    /** What is shown is shorter than this. */
    private static final int LIMIT = 60;

    private ChunkNames() {}

    /** The name as LuaJIT shows it. */
    public static String shown(String name) {
        if (name.startsWith("=")) {
            return name.substring(1, Math.min(name.length(), LIMIT));
        }
        if (name.startsWith("@")) {
            String file = name.substring(1);
            return file.length() < LIMIT ? file : "..." + file.substring(file.length() - LIMIT + 4);
        }
        int end = name.indexOf('\n');
        String line = end < 0 ? name : name.substring(0, end);
        int room = LIMIT - "[string \"...\"]".length() - 1;
        boolean cut = end >= 0 || line.length() > room;
        return "[string \"" + (cut ? line.substring(0, Math.min(line.length(), room)) + "..." : line) + "\"]";
    }
}
