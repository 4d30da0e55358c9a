package io.monaserver.data;

/** True or false. */
public enum DataFlag implements DataValue {
    /** It is not. */
    FALSE,
    /** It is. */
    TRUE;

    /** The one or the other. */
    public static DataFlag of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
