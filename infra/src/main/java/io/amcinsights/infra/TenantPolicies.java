package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;

/**
 * The policy documents of a tenant's stack, as plain documents: what is written is what is
 * deployed.
 */
final class TenantPolicies {

  /** The account that deliveries through the Amazon Ads API come from. */
  static final String AMAZON_DELIVERY_ACCOUNT = "811639200769";

  private TenantPolicies() {}

  /** AMC may seal what it writes, through S3 in this account; everything else is the account's. */
  static Map<String, Object> key(String amcAccount) {
    return keyOf(deliverers(amcAccount));
  }

  /** The same for all accounts of a list. An account's id stands for its root. */
  static Map<String, Object> sharedKey(List<String> accounts) {
    return keyOf(accounts);
  }

  private static Map<String, Object> keyOf(List<String> deliverers) {
    return document(
        object(
            "Sid", "Administration",
            "Effect", "Allow",
            "Principal", object("AWS", Arns.root(Aws.ACCOUNT_ID)),
            "Action", "kms:*",
            "Resource", "*"),
        object(
            "Sid",
            "SealDeliveries",
            "Effect",
            "Allow",
            "Principal",
            object("AWS", deliverers),
            "Action",
            List.of("kms:GenerateDataKey", "kms:Decrypt"),
            "Resource",
            "*",
            "Condition",
            object("StringEquals", object("kms:ViaService", s3In(Aws.REGION)))));
  }

  /**
   * AMC writes with or without encryption headers: without them the bucket's default decides. Only
   * a header that names another key is refused, because nobody here could open the file.
   */
  static Map<String, Object> bucket(
      String bucketArn, String keyArn, String amcAccount, List<String> others) {
    List<String> everything = List.of(bucketArn, bucketArn + "/*");
    List<String> known =
        Stream.concat(
                Stream.of(Aws.ACCOUNT_ID, amcAccount, AMAZON_DELIVERY_ACCOUNT), others.stream())
            .toList();
    return document(
        deny("TlsOnly", "s3:*", everything, object("Bool", object("aws:SecureTransport", "false"))),
        deny(
            "Tls12", "s3:*", everything, object("NumericLessThan", object("s3:TlsVersion", "1.2"))),
        deny(
            "NoForeignKey",
            "s3:PutObject",
            bucketArn + "/*",
            object(
                // Both: a negated operator alone also matches a request without the header.
                "Null", object(LakeBucket.KEY_HEADER, "false"),
                "StringNotEquals", object(LakeBucket.KEY_HEADER, keyArn))),
        deny(
            "KnownAccountsOnly",
            "s3:*",
            everything,
            object(
                "StringNotEquals",
                object("aws:PrincipalAccount", known),
                "Bool",
                object("aws:PrincipalIsAWSService", "false"))),
        object(
            "Sid",
            "Deliveries",
            "Effect",
            "Allow",
            "Principal",
            object("AWS", deliverers(amcAccount)),
            "Action",
            List.of("s3:PutObject", "s3:PutObjectAcl"),
            "Resource",
            bucketArn + "/*"));
  }

  private static Map<String, Object> deny(
      String sid, String action, Object resource, Map<String, Object> condition) {
    return object(
        "Sid",
        sid,
        "Effect",
        "Deny",
        "Principal",
        object("AWS", "*"),
        "Action",
        action,
        "Resource",
        resource,
        "Condition",
        condition);
  }

  /**
   * Trusts the reading functions of this installation, by the path of their roles, when they say
   * whose files they want.
   */
  static Map<String, Object> trust(String account, String readersPath, String customerId) {
    return document(
        object(
            "Effect",
            "Allow",
            "Principal",
            object("AWS", Arns.root(account)),
            "Action",
            "sts:AssumeRole",
            "Condition",
            object(
                "StringEquals", object("sts:ExternalId", customerId),
                "ArnLike",
                    object(
                        "aws:PrincipalArn",
                        Arns.in("", account, "iam", "role" + readersPath + "*")))));
  }

  /**
   * Reads one bucket, and opens it with its key.
   *
   * @param region of the bucket
   * @param looking what else may be done to the bucket itself
   */
  static Map<String, Object> read(
      String bucketArn, String keyArn, String region, List<String> looking) {
    return document(
        object(
            "Effect",
            "Allow",
            "Action",
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            "Resource",
            bucketArn + "/*"),
        object(
            "Effect",
            "Allow",
            "Action",
            Stream.concat(Stream.of("s3:ListBucket"), looking.stream()).toList(),
            "Resource",
            bucketArn),
        object(
            "Effect",
            "Allow",
            "Action",
            "kms:Decrypt",
            "Resource",
            keyArn,
            "Condition",
            object(
                "StringEquals", object("kms:ViaService", s3In(region)),
                // The bucket's ARN with a bucket key, the object's without.
                "StringLike",
                    object(
                        "kms:EncryptionContext:aws:s3:arn",
                        List.of(bucketArn, bucketArn + "/*")))));
  }

  private static List<String> deliverers(String amcAccount) {
    return List.of(Arns.root(amcAccount), Arns.root(AMAZON_DELIVERY_ACCOUNT));
  }

  private static String s3In(String region) {
    return "s3." + region + "." + Aws.URL_SUFFIX;
  }

  /** Lets an account put events on a bus. */
  static Map<String, Object> admission(String account, String bus) {
    return object(
        "Effect",
        "Allow",
        "Principal",
        object("AWS", Arns.root(account)),
        "Action",
        "events:PutEvents",
        "Resource",
        bus);
  }

  /** Puts events on one bus. */
  static Map<String, Object> forward(String bus) {
    return document(object("Effect", "Allow", "Action", "events:PutEvents", "Resource", bus));
  }

  /** Trusts a service, when it acts for the stack's own account. */
  static Map<String, Object> serviceOfThisAccount(String service) {
    return document(
        object(
            "Effect",
            "Allow",
            "Principal",
            object("Service", service),
            "Action",
            "sts:AssumeRole",
            "Condition",
            object("StringEquals", object("aws:SourceAccount", Aws.ACCOUNT_ID))));
  }

  static Map<String, Object> allow(String sid, List<String> actions, List<String> resources) {
    return object("Sid", sid, "Effect", "Allow", "Action", actions, "Resource", resources);
  }

  /** Whoever may do something to buckets of any name may do nothing to the lake's own. */
  static Map<String, Object> notTheLakesOwn(LakeNames names) {
    List<String> zones =
        LakeNames.zones().stream()
            .map(it -> Arns.bucket(names.bucket(it, Aws.ACCOUNT_ID, Aws.REGION)))
            .toList();
    return object("Sid", "NotTheLakesOwn", "Effect", "Deny", "Action", "s3:*", "Resource", zones);
  }

  static Map<String, Object> document(Object... statements) {
    return object("Version", "2012-10-17", "Statement", List.of(statements));
  }
}
