package io.monaserver.protocol.flash;

/**
 * What a status event says.
 *
 * @param level {@code status} or {@code error}
 * @param code one of the codes that Flash knows
 * @param description for people
 */
public record FlashStatus(String level, String code, String description) {

    public static final String CONNECT_SUCCESS = "NetConnection.Connect.Success";
    public static final String CONNECT_REJECTED = "NetConnection.Connect.Rejected";
    public static final String CONNECT_INVALID_APP = "NetConnection.Connect.InvalidApp";
    public static final String CONNECT_FAILED = "NetConnection.Connect.Failed";
    public static final String CONNECT_IDLE_TIMEOUT = "NetConnection.Connect.IdleTimeout";
    public static final String CONNECT_APP_SHUTDOWN = "NetConnection.Connect.AppShutdown";
    public static final String CONNECT_RECONNECT = "NetConnection.Connect.ReconnectRequest";
    public static final String CALL_FAILED = "NetConnection.Call.Failed";

    public static final String PUBLISH_START = "NetStream.Publish.Start";
    public static final String PUBLISH_BAD_NAME = "NetStream.Publish.BadName";
    public static final String PUBLISH_FAILED = "NetStream.Publish.Failed";
    public static final String RECORD_START = "NetStream.Record.Start";
    public static final String RECORD_STOP = "NetStream.Record.Stop";
    public static final String RECORD_NO_ACCESS = "NetStream.Record.NoAccess";
    public static final String RECORD_FAILED = "NetStream.Record.Failed";
    public static final String UNPUBLISH_SUCCESS = "NetStream.Unpublish.Success";

    public static final String PLAY_RESET = "NetStream.Play.Reset";
    public static final String PLAY_START = "NetStream.Play.Start";
    public static final String PLAY_STOP = "NetStream.Play.Stop";
    public static final String PLAY_FAILED = "NetStream.Play.Failed";
    public static final String PLAY_PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";
    public static final String PLAY_UNPUBLISH_NOTIFY = "NetStream.Play.UnpublishNotify";
    public static final String PAUSE_NOTIFY = "NetStream.Pause.Notify";
    public static final String UNPAUSE_NOTIFY = "NetStream.Unpause.Notify";
    public static final String SEEK_NOTIFY = "NetStream.Seek.Notify";
    public static final String SEEK_INVALID_TIME = "NetStream.Seek.InvalidTime";

    /** News. */
    public static FlashStatus status(String code, String description) {
        return new FlashStatus("status", code, description);
    }

    /** A refusal or a failure. */
    public static FlashStatus error(String code, String description) {
        return new FlashStatus("error", code, description);
    }
}
