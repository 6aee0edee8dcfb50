package io.amcinsights.tps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.cloudformation.CustomResource;
import io.amcinsights.core.cloudformation.CustomResourceAnswers;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.tps.aws.MergedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * CloudFormation's custom resource {@code Custom::BucketSettings}: {@code {BucketName,
 * BucketRegion, AmcAccountId, CustomerId}}. It exists only in installations that may change adopted
 * buckets, and is called only for tenants that ask for it.
 */
public final class MergeSettingsHandler implements RequestStreamHandler {

  private static final String BUCKET = "BucketName";
  private static final String REGION = "BucketRegion";
  private static final String CUSTOMER = "CustomerId";

  private final MergedSettings settings;
  private final CustomResource resource;

  /** Called by AWS Lambda. */
  public MergeSettingsHandler() {
    this(FunctionContext.ofLambda());
  }

  public MergeSettingsHandler(FunctionContext context) {
    this(TpsWiring.mergedSettings(context), new CustomResourceAnswers());
  }

  MergeSettingsHandler(MergedSettings settings, CustomResourceAnswers answers) {
    this.settings = settings;
    this.resource = new CustomResource(answers);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonStreams.answer("CloudFormation request", in, out, this::run);
  }

  private JsonNode run(JsonNode request) {
    return resource.answer(request, this::done);
  }

  private String done(JsonNode request) {
    JsonNode properties = Json.child(request, "ResourceProperties");
    if (CustomResource.isDelete(request)) {
      // Also of a create that failed, perhaps for want of a property.
      Optional<String> bucket = Json.find(properties, BUCKET);
      Optional<String> region = Json.find(properties, REGION);
      if (bucket.isPresent() && region.isPresent()) {
        settings.remove(region.get(), bucket.get(), sid(properties));
      }
      return Json.text(request, "PhysicalResourceId");
    }
    String bucket = Json.text(properties, BUCKET);
    settings.add(
        Json.text(properties, REGION),
        bucket,
        Json.text(properties, "AmcAccountId"),
        sid(properties));
    // Another bucket is another resource: CloudFormation takes the old one back afterwards.
    return "settings:" + bucket;
  }

  /** Statements are named with letters and digits. */
  private static String sid(JsonNode properties) {
    String customer = Json.find(properties, CUSTOMER).orElse("");
    String plain = customer.replaceAll("[^A-Za-z0-9]", "");
    return "AmcDeliveries"
        + (plain.equals(customer) ? plain : plain + Integer.toHexString(customer.hashCode()));
  }
}
