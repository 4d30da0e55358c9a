package io.monaserver.codec.amf;

/** Type markers of AMF3 (AMF 3 §3.1). */
final class Amf3 {

    static final int UNDEFINED = 0x00;
    static final int NULL = 0x01;
    static final int FALSE = 0x02;
    static final int TRUE = 0x03;
    static final int INTEGER = 0x04;
    static final int DOUBLE = 0x05;
    static final int STRING = 0x06;
    static final int XML_DOCUMENT = 0x07;
    static final int DATE = 0x08;
    static final int ARRAY = 0x09;
    static final int OBJECT = 0x0A;
    static final int XML = 0x0B;
    static final int BYTE_ARRAY = 0x0C;
    static final int VECTOR_INT = 0x0D;
    static final int VECTOR_UINT = 0x0E;
    static final int VECTOR_DOUBLE = 0x0F;
    static final int VECTOR_OBJECT = 0x10;
    static final int DICTIONARY = 0x11;

    /** Integers have 29 bits with sign (§3.6); others travel as doubles. */
    static final int MAX_INTEGER = (1 << 28) - 1;

    static final int MIN_INTEGER = -(1 << 28);

    /** Header of an inline dynamic object without sealed members (§3.12). */
    static final int DYNAMIC_OBJECT = 0x0B;

    /** Header of an inline object that writes itself (§3.12). */
    static final int EXTERNAL_OBJECT = 0x07;

    /** An empty text: also the end of dynamic members and of an array's keyed part. */
    static final int EMPTY_TEXT = 0x01;

    private Amf3() {}
}
