/**
 * Uninstalling from an AWS account, as rules without a client; starts at {@link
 * io.amcinsights.cli.destroy.PlanMaker}.
 */
@NullMarked
package io.amcinsights.cli.destroy;

import org.jspecify.annotations.NullMarked;
