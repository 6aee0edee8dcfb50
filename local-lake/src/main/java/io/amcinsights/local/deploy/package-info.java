/**
 * Deploys synthesised CloudFormation templates into the embedded services. Start at {@link
 * io.amcinsights.local.deploy.Deployer}; a resource type is one {@code Provider}.
 */
@NullMarked
package io.amcinsights.local.deploy;

import org.jspecify.annotations.NullMarked;
