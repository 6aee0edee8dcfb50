/** An AWS account as uninstalling sees it. */
@NullMarked
package io.amcinsights.cli.destroy.aws;

import org.jspecify.annotations.NullMarked;
