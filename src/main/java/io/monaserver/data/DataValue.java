package io.monaserver.data;

/** What an entry of the tree holds: text, true or false, or further entries. */
public sealed interface DataValue permits DataText, DataFlag, DataTable {}
