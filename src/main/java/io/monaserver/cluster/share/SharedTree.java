package io.monaserver.cluster.share;

import io.monaserver.data.DataTree;
import java.util.concurrent.Executor;

/**
 * What the scripts of this node keep.
 *
 * @param data the values
 * @param moments when they were written and by whom, which must be kept beside them
 * @param lane the thread to which the values belong
 */
public record SharedTree(DataTree data, DataTree moments, Executor lane) {}
