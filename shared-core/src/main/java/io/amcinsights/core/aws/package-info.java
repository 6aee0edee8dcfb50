/** The AWS clients a handler is given. Start at {@link io.amcinsights.core.aws.Clients}. */
@NullMarked
package io.amcinsights.core.aws;

import org.jspecify.annotations.NullMarked;
