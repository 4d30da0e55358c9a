/**
 * NetGroups and their members.
 */
@NullMarked
package io.monaserver.domain.group;

import org.jspecify.annotations.NullMarked;
