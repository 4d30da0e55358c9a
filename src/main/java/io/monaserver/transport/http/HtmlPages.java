package io.monaserver.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The small pages that the server writes itself. */
final class HtmlPages {

    private HtmlPages() {}

    /** A page that says what went wrong. */
    static String error(HttpResponseStatus status, String text, String host) {
        return page(status.toString(), text.isEmpty() ? "" : "<p>" + escape(text) + "</p>", host);
    }

    /** A page that says where the thing is now. */
    static String moved(String location, String host) {
        return page(
                "Moved Permanently",
                "<p>The document has moved <a href=\"" + escape(location) + "\">here</a>.</p>",
                host);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String page(String title, String content, String host) {
        return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>" + title + "</h1>" + content
                + "<hr><address>Mona Server" + (host.isEmpty() ? "" : " at " + escape(host))
                + "</address></body></html>\r\n";
    }
}
