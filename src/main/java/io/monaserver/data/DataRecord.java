package io.monaserver.data;

import org.jspecify.annotations.Nullable;

/**
 * One entry as a store keeps it.
 *
 * @param id never used twice, and greater than that of the entry it lies in
 * @param parent the id of the entry it lies in, 0 for the root
 * @param name its name there
 * @param value its text or flag; null for a table, whose entries are records of their own
 */
public record DataRecord(
        long id, long parent, DataText name, @Nullable DataValue value) {}
