/** CloudFormation of this process: stacks that come and go by themselves, with AWS's own words. */
@NullMarked
package io.amcinsights.local.cloudformation;

import org.jspecify.annotations.NullMarked;
