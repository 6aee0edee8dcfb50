/**
 * CloudFormation of the local lake as its clients see it; starts at {@link
 * io.amcinsights.local.cloudformation.LocalCloudFormation}.
 */
@NullMarked
package io.amcinsights.local.cloudformation;

import org.jspecify.annotations.NullMarked;
