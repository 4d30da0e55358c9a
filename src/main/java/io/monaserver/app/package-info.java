/**
 * The composition root: command line, wiring, ordered start and reverse stop. The only package that sees everything.
 */
@NullMarked
package io.monaserver.app;

import org.jspecify.annotations.NullMarked;
