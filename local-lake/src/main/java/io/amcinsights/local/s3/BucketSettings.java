package io.amcinsights.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.http.HttpMethod;
import org.gaul.shaded.org.eclipse.jetty.http.HttpStatus;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/**
 * Regions, tags, notifications and policies of buckets, which S3Proxy knows nothing of.
 *
 * <p>Whoever reaches this machine may ask and change them: signatures are not looked at.
 */
final class BucketSettings extends Handler.Wrapper {

  private static final List<String> SETTINGS =
      List.of("location", "tagging", "notification", "policy");

  private static final String REGION = "x-amz-bucket-region";

  private final LocalBuckets buckets;

  private BucketSettings(LocalBuckets buckets) {
    this.buckets = buckets;
  }

  /** Answers in front of a proxy; it must not have been started. */
  static void of(S3Proxy proxy, LocalBuckets buckets) {
    ReadToTheEnd.server(proxy).insertHandler(new BucketSettings(buckets));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String bucket = bucket(request.getHttpURI().getDecodedPath());
    Optional<String> setting = setting(request.getHttpURI().getQuery());
    if (isCreation(request, bucket)) {
      if (request.getLength() > 0) {
        response.getHeaders().put(HttpHeader.LOCATION, "/" + bucket);
        return give(new SettingAnswers(buckets, bucket).create(body(request)), response, callback);
      }
      buckets.forget(bucket);
    }
    if (bucket.isEmpty() || setting.isEmpty()) {
      if (HttpMethod.HEAD.is(request.getMethod()) && buckets.exists(bucket)) {
        response.getHeaders().put(REGION, buckets.region(bucket));
      }
      return super.handle(request, response, callback);
    }
    return give(answer(request, bucket, setting.get()), response, callback);
  }

  /** S3Proxy knows one region only and refuses all others. */
  private boolean isCreation(Request request, String bucket) {
    return HttpMethod.PUT.is(request.getMethod())
        && !bucket.isEmpty()
        && request.getHttpURI().getQuery() == null;
  }

  private static boolean give(SettingAnswers.Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    Content.Sink.write(response, true, answer.body(), callback);
    return true;
  }

  private SettingAnswers.Answer answer(Request request, String bucket, String setting)
      throws Exception {
    if (!buckets.exists(bucket)) {
      return SettingAnswers.error(
          HttpStatus.NOT_FOUND_404, "NoSuchBucket", "The specified bucket does not exist", bucket);
    }
    SettingAnswers answers = new SettingAnswers(buckets, bucket);
    return switch (request.getMethod() + " " + setting) {
      case "GET location" -> answers.location();
      case "GET tagging" -> answers.tags();
      case "GET notification" -> answers.notifications();
      case "GET policy" -> answers.policy();
      case "PUT notification" -> answers.putNotifications(body(request));
      case "PUT policy" -> answers.putPolicy(body(request));
      case "DELETE policy" -> answers.putPolicy("");
      default ->
          SettingAnswers.error(
              HttpStatus.NOT_IMPLEMENTED_501,
              "NotImplemented",
              "%s of %s is not offered locally".formatted(request.getMethod(), setting),
              bucket);
    };
  }

  private static String body(Request request) throws Exception {
    return Content.Source.asString(request, StandardCharsets.UTF_8);
  }

  /** Empty for everything that is not about a bucket as a whole. */
  private static String bucket(String path) {
    String name = path.substring(1);
    if (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.contains("/") ? "" : name;
  }

  private static Optional<String> setting(String query) {
    if (query == null) {
      return Optional.empty();
    }
    List<String> asked =
        List.of(query.split("&", -1)).stream().map(it -> it.split("=", 2)[0]).toList();
    return SETTINGS.stream().filter(asked::contains).findFirst();
  }
}
