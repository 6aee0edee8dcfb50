/**
 * The {@code lake} command: a thin client of a running lake. Start at {@link
 * io.amcinsights.cli.LakeCommand}.
 */
@NullMarked
package io.amcinsights.cli;

import org.jspecify.annotations.NullMarked;
