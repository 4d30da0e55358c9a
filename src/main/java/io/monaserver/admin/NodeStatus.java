package io.monaserver.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What operators ask a node: whether it lives, whether it serves, what it is doing. The parts are added at start by
 * those who know them, and read when asked for.
 */
public final class NodeStatus {

    private final Map<String, Supplier<?>> parts = new LinkedHashMap<>();
    private volatile boolean isReady;

    /** Adds a part of the status: numbers, texts, maps and lists. Before the endpoint is opened. */
    public NodeStatus with(String name, Supplier<?> part) {
        parts.put(name, part);
        return this;
    }

    /** Whether clients are served: true once all is bound, false from the moment the stop begins. */
    public boolean isReady() {
        return isReady;
    }

    /** Says whether clients are served. */
    public void setReady(boolean isReady) {
        this.isReady = isReady;
    }

    /** All parts as JSON. */
    String toJson() throws JsonProcessingException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("ready", isReady);
        parts.forEach((name, part) -> status.put(name, part.get()));
        return Json.MAPPER.writeValueAsString(status);
    }

    /** Loaded when the status is first asked for: a tenth of a second that no start has to wait for. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    }
}
