/** Deploys synthesised CloudFormation templates into the embedded services. */
@NullMarked
package io.amcinsights.local.deploy;

import org.jspecify.annotations.NullMarked;
