package io.monaserver.script.api;

import io.monaserver.domain.QualityOfService;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;

/** How the packets of one kind fare. */
@LuaName("QualityOfService")
public final class QosObject extends LuaObject {

    private final QualityOfService qos;

    QosObject(QualityOfService qos) {
        this.qos = qos;
    }

    /** Share that was lost, 0 to 1. */
    @LuaProperty
    public double lostRate() {
        return qos.lostRate();
    }

    /** Bytes per second. */
    @LuaProperty
    public double byteRate() {
        return qos.byteRate();
    }

    /** Milliseconds between sending and receiving. */
    @LuaProperty
    public int latency() {
        return qos.latencyMs();
    }

    /** Epoch milliseconds of the last packet. */
    @LuaProperty
    public long lastSendingTime() {
        return qos.lastSendingTimeMs();
    }
}
