package io.monaserver.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where this server answers other than the original was recorded to, on purpose, each with what it answers. */
final class GoldenDepartures {

    private static final String NOT_FOUND = "404 text/html page";
    private static final String COOKIE_SET = "200 application/json [\"value\"]";

    /** Types as they are registered; the original made some up from the file's extension. */
    private static final Map<String, String> TYPES = Map.of("text/txt", "text/plain", "text/png", "image/png");

    private static final Map<String, List<String>> ANSWERS = new HashMap<>();

    static {
        // An unknown application, and a stream that nobody publishes, are not found.
        answer("static/missing_app_dir", NOT_FOUND);
        answer("static/missing_sub", NOT_FOUND);
        answer("static/missing_ts", NOT_FOUND);
        // Ranges are answered.
        answer("static/range", "206 text/plain hell");
        // A folder's index.html goes before its listing, and scripts are in none.
        answer("index/none", "200 text/html index of none");
        answer("index/true_query", "200 text/html; charset=utf-8 listing home.html index.html");
        // Methods that are not offered, and malformed requests, are told so.
        answer("cmd/PUSH", "405 text/html page");
        answer("cmd/leadspace", "400 text/html page");
        // A function without results is answered too.
        answer("json/echo_none", "204");
        answer("json/conn", "204");
        answer("get/none", "204");
        answer("get/conn", "204");
        answer("amf/none", "204");
        // The error of a call comes in the caller's format.
        answer("json/boomempty", "500 application/json " + failed(""));
        answer("json/runtime", "500 application/json " + failed("attempt to perform arithmetic on a nil value"));
        answer(
                "get/add?a=1&b=2",
                "500 application/json " + failed("attempt to perform arithmetic on local 'a' (a table value)"));
        // JSON is read as its standard says: blanks anywhere, and an object is one value.
        answer("json/space", "200 application/json [3]");
        answer("json/obj_top", "200 application/json [\"onMessage\",{\"a\":1}]");
        answer("json/empty_obj", "200 application/json [\"onMessage\",[]]");
        // Dates keep their milliseconds, and a plus sign is escaped.
        answer("form/date", "200 application/x-www-form-urlencoded 2014-09-30T13:15:17.123%2B00:00");
        // All that a script wrote is sent, and cookies are set by either form of the call.
        answer("get/rawtwo", "200 text/plain onetwo");
        answer("cookie/path", COOKIE_SET);
        answer("cookie/insecure", COOKIE_SET);
        answer("cookie/date", COOKIE_SET);
        answer("xmlrpc/none", "204");
        // A script that refuses a file is not one that breaks; what it writes instead of a file is sent.
        answer("onread/forbidden.txt", "403 text/html page");
        answer("onread/forbidden0.txt", "403 text/html page");
        answer("onread/custommsg.txt", "200 application/json [\"hello\",1]");
        answer("onread/custommissing", "200 text/plain virtual");
        // An error keeps a WebSocket open.
        answer("text/boom", "1 " + failed("my error"));
        answer("text/boom0", "1 " + failed("my error"));
        answer("text/runtime", "1 " + failed("attempt to perform arithmetic on a nil value"));
        answer("text/after_unknown", "1 " + failed("Method 'unknown' not found on application /http"), "1 [3]");
        // Text is escaped, fragments are put together, and unknown opcodes have their close code.
        answer("text/quote", "1 [\"a\\\"b\"]");
        answer("proto/fragmented", "1 [3]");
        answer("proto/op3", "8 1002");
    }

    static {
        // Relayed data are valid arrays in text, a publication that plays says so at once, and errors close nothing.
        answer(
                "pubsub/basic",
                "pub 2 onMessageplain text",
                "pub 2 onMessage\u0001\u0002",
                "play 1 [\"__publishing\",\"wsstream\"]",
                "play 1 [\"hello\",1]",
                "play 1 [{\"x\":1}]",
                "play 1 [\"__unpublishing\",\"wsstream\"]",
                "play 1 [\"__publishing\",\"wsstream\"]",
                "play 1 [\"again\"]");
        answer(
                "pubsub/publish_first",
                "pub 8 1000",
                "play 1 [\"__publishing\",\"ws2\"]",
                "play 1 [\"hello\",1]",
                "play 1 " + failed("ws2 is already publishing"),
                "play 1 [\"add\",1,2]",
                "play 1 [\"__unpublishing\",\"ws2\"]");
        answer("pubsub/dataType_json", "play 1 [\"__publishing\",\"ws3\"]", "play 1 [\"hello\",1]");
    }

    private GoldenDepartures() {}

    /** The registered type for what the original called it. */
    static String type(String recorded) {
        return TYPES.getOrDefault(recorded, recorded);
    }

    /** What this server answers in place of the original's answers. */
    static List<String> of(String name, List<String> original) {
        return ANSWERS.getOrDefault(name, original);
    }

    private static void answer(String name, String... answers) {
        ANSWERS.put(name, List.of(answers));
    }

    private static String failed(String description) {
        return "[\"onStatus\",{\"level\":\"error\",\"code\":\"NetConnection.Call.Failed\",\"description\":\""
                + description + "\"}]";
    }
}
