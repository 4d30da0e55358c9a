package io.monaserver.codec.amf;

/** The two versions of AMF. */
public enum AmfVersion {
    /** Written as such; what it cannot express is switched to AMF3. */
    AMF0,
    /** Values in AMF3 behind marker 0x11, but for null, booleans and wide numbers, which AMF0 says as well. */
    AMF3
}
