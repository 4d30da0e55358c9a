package io.monaserver.script.api;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamListener;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import org.luaj.vm2.LuaValue;

/** A client's subscription to a publication. */
public final class ListenerObject extends LuaObject {

    private final StreamListener listener;
    private final ClientObject client;
    private final PublicationObject publication;
    private final TextMapObject parameters;
    private final QosObject audioQos;
    private final QosObject videoQos;
    private final QosObject dataQos;

    ListenerObject(StreamListener listener, ClientObject client, PublicationObject publication) {
        this.listener = listener;
        this.client = client;
        this.publication = publication;
        this.parameters = new TextMapObject(listener.parameters());
        this.audioQos = new QosObject(listener.qos(MediaKind.AUDIO));
        this.videoQos = new QosObject(listener.qos(MediaKind.VIDEO));
        this.dataQos = new QosObject(listener.qos(MediaKind.DATA));
    }

    /** The client that listens. */
    @LuaProperty
    public LuaValue client() {
        return client;
    }

    PublicationObject publicationObject() {
        return publication;
    }

    /** What is listened to. */
    @LuaProperty
    public LuaValue publication() {
        return publication;
    }

    /** The arguments after the publication's name. */
    @LuaProperty
    public LuaValue parameters() {
        return parameters;
    }

    /** Figures about audio. */
    @LuaProperty
    public LuaValue audioQOS() {
        return audioQos;
    }

    /** Figures about video. */
    @LuaProperty
    public LuaValue videoQOS() {
        return videoQos;
    }

    /** Figures about data. */
    @LuaProperty
    public LuaValue dataQOS() {
        return dataQos;
    }

    /** Whether audio is wanted. */
    @LuaProperty
    public boolean receiveAudio() {
        return listener.receives(MediaKind.AUDIO);
    }

    /** Mutes or unmutes audio. */
    @LuaProperty("receiveAudio")
    public void setReceiveAudio(boolean wanted) {
        listener.receive(MediaKind.AUDIO, wanted);
    }

    /** Whether video is wanted. */
    @LuaProperty
    public boolean receiveVideo() {
        return listener.receives(MediaKind.VIDEO);
    }

    /** Mutes or unmutes video; it comes back with the next key frame. */
    @LuaProperty("receiveVideo")
    public void setReceiveVideo(boolean wanted) {
        listener.receive(MediaKind.VIDEO, wanted);
    }

    @Override
    protected LuaValue dynamic(LuaValue key) {
        return parameters.element(key);
    }
}
