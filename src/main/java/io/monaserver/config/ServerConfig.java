package io.monaserver.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings of a server, read once at start.
 *
 * @param entries every key with its effective value plus custom sections, flattened with dots, as scripts see them
 * @param pekko the {@code pekko} block, for the cluster's actor system
 * @param warnings what the operator should know though the server starts
 */
public record ServerConfig(
        GeneralConfig general,
        ApplicationConfig application,
        RtmpConfig rtmp,
        HttpConfig http,
        WebSocketConfig webSocket,
        RtmfpConfig rtmfp,
        RtspConfig rtsp,
        ServersConfig servers,
        ClusterConfig cluster,
        ShareConfig share,
        LiveConfig live,
        DataConfig data,
        ScriptConfig script,
        LogsConfig logs,
        AdminConfig admin,
        Map<String, String> entries,
        Config pekko,
        List<String> warnings) {

    static final KeyCatalogue KEYS = new KeyCatalogue(List.of(
            GeneralConfig.KEYS,
            ApplicationConfig.KEYS,
            RtmpConfig.KEYS,
            HttpConfig.KEYS,
            WebSocketConfig.KEYS,
            RtmfpConfig.KEYS,
            RtspConfig.KEYS,
            ServersConfig.KEYS,
            ClusterConfig.KEYS,
            ShareConfig.KEYS,
            LiveConfig.KEYS,
            DataConfig.KEYS,
            ScriptConfig.KEYS,
            LogsConfig.KEYS,
            AdminConfig.KEYS));

    /** A misspelt key of the top level is one only when a known key is this near; else it is a script's own. */
    private static final int NEAR = 2;

    /** Reads the sources; the exception names every value that is not allowed. */
    public static ServerConfig load(ConfigSources sources) throws ConfigException {
        Settings settings = new Settings();
        ConfigFiles files = new ConfigFiles(settings);
        files.readAll(sources);
        sources.facts().forEach(settings::publish);
        List<String> warnings = new ArrayList<>(files.warnings());
        warnings.addAll(unknownKeys(settings));
        ServerConfig config = read(settings, sources, files.pekko(), warnings);
        if (!settings.faults().isEmpty()) {
            throw new ConfigException(settings.faults());
        }
        return config;
    }

    /** The entries of one section, without its name: {@code RTMP} gives {@code port}, {@code timeout}, … */
    public Map<String, String> section(String name) {
        String prefix = name + ".";
        Map<String, String> section = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                section.put(key.substring(prefix.length()), value);
            }
        });
        return section;
    }

    private static ServerConfig read(
            Settings settings, ConfigSources sources, Config pekko, Collection<String> warnings) {
        GeneralConfig general = GeneralConfig.read(settings);
        ApplicationConfig application = ApplicationConfig.read(settings, sources);
        RtmpConfig rtmp = RtmpConfig.read(settings, general);
        HttpConfig http = HttpConfig.read(settings, general);
        WebSocketConfig webSocket = WebSocketConfig.read(settings, http.endpoint());
        RtmfpConfig rtmfp = RtmfpConfig.read(settings, general);
        RtspConfig rtsp = RtspConfig.read(settings);
        ServersConfig servers = ServersConfig.read(settings);
        ClusterConfig cluster = ClusterConfig.read(settings, application.dir());
        ShareConfig share = ShareConfig.read(settings);
        LiveConfig live = LiveConfig.read(settings);
        DataConfig data = DataConfig.read(settings);
        ScriptConfig script = ScriptConfig.read(settings);
        LogsConfig logs = LogsConfig.read(settings, application.dir());
        AdminConfig admin = AdminConfig.read(settings);
        return new ServerConfig(
                general,
                application,
                rtmp,
                http,
                webSocket,
                rtmfp,
                rtsp,
                servers,
                cluster,
                share,
                live,
                data,
                script,
                logs,
                admin,
                settings.effective(KEYS),
                pekko,
                List.copyOf(warnings));
    }

    private static List<String> unknownKeys(Settings settings) {
        List<String> warnings = new ArrayList<>();
        for (Settings.Entry entry : settings.entries()) {
            String name = entry.name();
            Optional<String> nearest = KEYS.contains(name) ? Optional.empty() : KEYS.nearest(name);
            boolean isOfTop = Key.section(name).isEmpty();
            nearest.filter(known -> !isOfTop || KeyCatalogue.distance(known, name) <= NEAR)
                    .ifPresent(known ->
                            warnings.add(entry.origin() + ": " + name + ": unknown key (did you mean " + known + "?)"));
        }
        return warnings;
    }
}
