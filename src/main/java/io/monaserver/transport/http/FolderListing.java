package io.monaserver.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The page that lists a folder; {@code ?N=}, {@code ?M=} and {@code ?S=} sort by name, time and size, A up, D down. */
final class FolderListing {

    private static final Comparator<StaticFiles.Found> BY_NAME =
            Comparator.comparing(found -> name(found).toLowerCase(Locale.ROOT));

    private final String path;
    private final String key;
    private final boolean descending;

    private FolderListing(String path, String query) {
        this.path = path;
        boolean sorted = query.matches("[NMS]=[AD]");
        this.key = sorted ? query.substring(0, 1) : "N";
        this.descending = sorted && query.endsWith("D");
    }

    static byte[] page(RequestTarget folder, List<StaticFiles.Found> files) {
        return new FolderListing(folder.path(), folder.query()).page(files).getBytes(StandardCharsets.UTF_8);
    }

    private String page(List<StaticFiles.Found> files) {
        String title = "Index of " + HtmlPages.escape(path);
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><head><title>")
                .append(title)
                .append("</title><style>td,th{padding:0 1em 0 0;text-align:left}</style></head><body><h1>")
                .append(title)
                .append("</h1><table><tr>")
                .append(header("N", "Name"))
                .append(header("M", "Modified"))
                .append(header("S", "Size"))
                .append("</tr>\n");
        if (!path.equals("/")) {
            page.append("<tr><td><a href=\"..\">Parent directory</a></td><td>-</td><td>-</td></tr>\n");
        }
        files.stream().sorted(order()).forEach(file -> page.append(row(file)));
        return page.append("</table></body></html>\r\n").toString();
    }

    /** Folders come before files, and so after them when the order is turned round. */
    private Comparator<StaticFiles.Found> order() {
        Comparator<StaticFiles.Found> order = switch (key) {
            case "M" ->
                Comparator.comparing(
                        (StaticFiles.Found found) -> found.attributes().lastModifiedTime());
            case "S" ->
                Comparator.comparing(
                        (StaticFiles.Found found) -> found.attributes().size());
            default -> BY_NAME;
        };
        Comparator<StaticFiles.Found> ascending = Comparator.comparing((StaticFiles.Found found) -> !found.isFolder())
                .thenComparing(order)
                .thenComparing(BY_NAME);
        return descending ? ascending.reversed() : ascending;
    }

    private String header(String column, String title) {
        String next = column.equals(key) && !descending ? "D" : "A";
        return "<th><a href=\"?" + column + "=" + next + "\">" + title + "</a></th>";
    }

    private static String row(StaticFiles.Found file) {
        String name = name(file) + (file.isFolder() ? "/" : "");
        return "<tr><td><a href=\"" + UrlPath.encode(name) + "\">" + HtmlPages.escape(name) + "</a></td><td>"
                + HttpDates.format(file.attributes().lastModifiedTime().toMillis()) + "</td><td>"
                + (file.isFolder() ? "-" : size(file.attributes().size())) + "</td></tr>\n";
    }

    private static String name(StaticFiles.Found file) {
        return String.valueOf(file.path().getFileName());
    }

    private static String size(long bytes) {
        return bytes < 1024 ? bytes + "" : String.format(Locale.ROOT, "%.1fk", bytes / 1024.0);
    }
}
