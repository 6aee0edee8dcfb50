/**
 * Custom resources: what CloudFormation asks of our functions. Start at {@link
 * io.amcinsights.core.cloudformation.CustomResource}.
 */
@NullMarked
package io.amcinsights.core.cloudformation;

import org.jspecify.annotations.NullMarked;
