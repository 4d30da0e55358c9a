package io.monaserver.transport.rtmfp;

import io.monaserver.protocol.rtmfp.SessionIds;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the kernel sort datagrams among the sockets that share a port: those without a session go to the first socket,
 * those of sessions to their own loop's. Then what floods in without a session fills a queue of its own, and what is
 * too much is dropped before it costs this process anything; likewise most of what bears an id that no session can
 * have. A program of classic BPF reads the session id as {@link Multiplex#sessionId} does (§2.2.2), looks at it as
 * {@link SessionIds} does, and returns a socket's number in the order in which they were bound.
 */
final class StartupSteering {

    private static final Logger LOG = LoggerFactory.getLogger(StartupSteering.class);

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

    private static final int LOAD_WORD = 0x20;
    private static final int COPY_TO_X = 0x07;
    private static final int XOR_X = 0xAC;
    private static final int AND = 0x54;
    private static final int ADD = 0x04;
    private static final int MULTIPLY = 0x24;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_UNLESS_BELOW = 0x35;
    private static final int RETURN = 0x06;
    private static final int RETURN_RESULT = 0x16;

    /** Instructions are 8 bytes, the program's description 16 with its padding. */
    private static final int INSTRUCTION = 8;

    private static final int DESCRIPTION = 16;

    private StartupSteering() {}

    /**
     * Tells the kernel, for all sockets of this one's port.
     *
     * @param first the socket bound first
     * @param ids how session ids are chosen
     * @return whether the kernel can do so; if not, all stays as it was
     */
    static boolean attach(Channel first, SessionIds ids) {
        ByteBuffer program = program(ids);
        ByteBuffer description = memory(DESCRIPTION);
        try {
            description.putShort(0, (short) (program.limit() / INSTRUCTION));
            description.putLong(Long.BYTES, Buffer.memoryAddress(program));
            // The kernel copies the program.
            return first.config()
                    .setOption(
                            new RawUnixChannelOption(
                                    "SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, DESCRIPTION),
                            description);
        } catch (ChannelException e) {
            LOG.info("RTMFP hellos share the sockets of sessions: {}", String.valueOf(e.getMessage()));
            return false;
        } finally {
            Reference.reachabilityFence(program);
        }
    }

    /** Of a datagram too short for a session id it reads beyond the end, which ends it with 0: the first socket. */
    private static ByteBuffer program(SessionIds ids) {
        ByteBuffer program = memory(14 * INSTRUCTION);
        instruction(program, LOAD_WORD, 0);
        instruction(program, COPY_TO_X, 0);
        instruction(program, LOAD_WORD, Multiplex.LENGTH);
        instruction(program, XOR_X, 0);
        instruction(program, COPY_TO_X, 0);
        instruction(program, LOAD_WORD, 2 * Multiplex.LENGTH);
        instruction(program, XOR_X, 0);
        jump(program, JUMP_IF_EQUAL, Multiplex.STARTUP, 5);
        instruction(program, MULTIPLY, ids.factor());
        jump(program, JUMP_UNLESS_BELOW, SessionIds.NUMBERS, 3);
        instruction(program, AND, ids.mask());
        instruction(program, ADD, 1);
        instruction(program, RETURN_RESULT, 0);
        instruction(program, RETURN, 0);
        return program.flip();
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static void instruction(ByteBuffer program, int code, int operand) {
        jump(program, code, operand, 0);
    }

    private static void jump(ByteBuffer program, int code, int operand, int over) {
        program.putShort((short) code).put((byte) over).put((byte) 0).putInt(operand);
    }
}
