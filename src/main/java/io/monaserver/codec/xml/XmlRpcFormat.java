package io.monaserver.codec.xml;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.DataReader;

/** XML-RPC: the values are the parameters of a call, whose name comes first, or of a response. */
public final class XmlRpcFormat implements DataFormat {

    /** The only instance. */
    public static final XmlRpcFormat INSTANCE = new XmlRpcFormat();

    private XmlRpcFormat() {}

    /** Whether this is a call or a response, and not some other XML. */
    public static boolean isRpc(byte[] data) {
        try {
            XmlElement content = XmlParser.parse(data, 0, data.length).content();
            return content.element("methodCall") != null || content.element("methodResponse") != null;
        } catch (DataFormatException malformed) {
            return false;
        }
    }

    @Override
    public String name() {
        return "XMLRPC";
    }

    @Override
    public DataReader newReader(byte[] data, int offset, int length) {
        return new XmlRpcReader(data, offset, length);
    }

    @Override
    public DataEncoder newEncoder() {
        return new XmlRpcEncoder();
    }
}
