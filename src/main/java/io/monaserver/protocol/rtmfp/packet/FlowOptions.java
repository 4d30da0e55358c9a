package io.monaserver.protocol.rtmfp.packet;

import org.jspecify.annotations.Nullable;

/**
 * What the first data of a flow says about the flow (§2.3.11.1).
 *
 * @param metadata what the flow is for, null if not said
 * @param association the receiver's own flow that this one answers, null if it answers none
 * @param isUnderstood whether the flow may be accepted: no option below 0x2000 is unknown, none is there twice
 */
public record FlowOptions(
        @Nullable Slice metadata, @Nullable Long association, boolean isUnderstood) {

    private static final int USER_METADATA = 0x00;
    private static final int RETURN_FLOW_ASSOCIATION = 0x0A;
    private static final int FIRST_THAT_MAY_BE_IGNORED = 0x2000;

    /** Reads an option list up to and with its marker. */
    static FlowOptions read(WireReader in) {
        Slice metadata = null;
        Long association = null;
        boolean understood = true;
        for (Option option = Option.read(in); option != null; option = Option.read(in)) {
            if (option.type() == USER_METADATA && metadata == null) {
                metadata = option.value();
            } else if (option.type() == RETURN_FLOW_ASSOCIATION && association == null) {
                association = new WireReader(option.value()).readVlu();
            } else {
                understood &= Long.compareUnsigned(option.type(), FIRST_THAT_MAY_BE_IGNORED) >= 0;
            }
        }
        return new FlowOptions(metadata, association, understood);
    }

    /** The option list, with its marker, that opens a flow. */
    public static byte[] encode(byte[] metadata, @Nullable Long association) {
        WireWriter out = new WireWriter(metadata.length + 32);
        out.writeOption(USER_METADATA, metadata);
        if (association != null) {
            out.writeVlu(1 + WireWriter.vluLength(association));
            out.writeVlu(RETURN_FLOW_ASSOCIATION).writeVlu(association);
        }
        return out.writeMarker().copySince(0);
    }
}
