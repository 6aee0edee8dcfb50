package io.amcinsights.local.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gaul.shaded.org.eclipse.jetty.http.HttpStatus;
import org.gaul.shaded.org.eclipse.jetty.util.StringUtil;

/** What S3 says of one bucket's tags, notifications and policy. */
final class SettingAnswers {

  /** An answer of S3. */
  record Answer(int status, String type, String body) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String XML = "application/xml";
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
  private static final Answer DONE = new Answer(HttpStatus.OK_200, XML, "");

  private static final Pattern LOCATION =
      Pattern.compile("<LocationConstraint[^>]*>\\s*([^<\\s]*)\\s*</LocationConstraint>");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final LocalBuckets buckets;
  private final String bucket;

  SettingAnswers(LocalBuckets buckets, String bucket) {
    this.buckets = buckets;
    this.bucket = bucket;
  }

  static Answer error(int status, String code, String message, String bucket) {
    String body =
        "<Error><Code>%s</Code><Message>%s</Message><BucketName>%s</BucketName></Error>"
            .formatted(code, escaped(message), escaped(bucket));
    return new Answer(status, XML, HEAD + body);
  }

  private static Answer found(String element, String content) {
    return new Answer(
        HttpStatus.OK_200,
        XML,
        HEAD + "<%1$s%2$s>%3$s</%1$s>".formatted(element, NAMESPACE, content));
  }

  private static String escaped(String text) {
    return StringUtil.sanitizeXmlString(text);
  }

  /** Makes the bucket, in the region that is asked for. */
  Answer create(String body) {
    Matcher asked = LOCATION.matcher(body);
    String region = asked.find() ? asked.group(1) : "";
    if (region.equals("us-east-1")) {
      return error(
          HttpStatus.BAD_REQUEST_400,
          "InvalidLocationConstraint",
          "The specified location-constraint is not valid",
          bucket);
    }
    if (!NAME.matcher(bucket).matches()) {
      return error(
          HttpStatus.BAD_REQUEST_400,
          "InvalidBucketName",
          "The specified bucket is not valid.",
          bucket);
    }
    return buckets.create(bucket, region)
        ? DONE
        : error(
            HttpStatus.CONFLICT_409,
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            bucket);
  }

  /** The oldest region is told by saying nothing. */
  Answer location() {
    String region = buckets.region(bucket);
    return found("LocationConstraint", region.equals("us-east-1") ? "" : region);
  }

  Answer tags() {
    TreeMap<String, String> tags =
        new TreeMap<>(buckets.find(bucket).map(Buckets.Spec::tags).orElse(Map.of()));
    if (tags.isEmpty()) {
      return error(HttpStatus.NOT_FOUND_404, "NoSuchTagSet", "The TagSet does not exist", bucket);
    }
    String all =
        tags.entrySet().stream()
            .map(
                it ->
                    "<Tag><Key>%s</Key><Value>%s</Value></Tag>"
                        .formatted(escaped(it.getKey()), escaped(it.getValue())))
            .collect(Collectors.joining());
    return found("Tagging", "<TagSet>" + all + "</TagSet>");
  }

  Answer notifications() {
    boolean events = buckets.find(bucket).map(Buckets.Spec::events).orElse(false);
    return found("NotificationConfiguration", events ? "<EventBridgeConfiguration/>" : "");
  }

  /** Only whether EventBridge hears of objects: queues, topics and functions have no meaning. */
  Answer putNotifications(String body) {
    buckets.events(bucket, body.contains("<EventBridgeConfiguration"));
    return DONE;
  }

  Answer policy() {
    return buckets
        .policy(bucket)
        .map(it -> new Answer(HttpStatus.OK_200, "application/json", it))
        .orElseGet(
            () ->
                error(
                    HttpStatus.NOT_FOUND_404,
                    "NoSuchBucketPolicy",
                    "The bucket policy does not exist",
                    bucket));
  }

  Answer putPolicy(String policy) {
    try {
      if (!policy.isEmpty() && !JSON.readTree(policy).has("Statement")) {
        return malformed("Missing required field Statement");
      }
    } catch (JsonProcessingException e) {
      return malformed("Policies must be valid JSON");
    }
    buckets.policy(bucket, policy);
    return new Answer(HttpStatus.NO_CONTENT_204, XML, "");
  }

  private Answer malformed(String message) {
    return error(HttpStatus.BAD_REQUEST_400, "MalformedPolicy", message, bucket);
  }
}
