package io.amcinsights.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.cli.doctor.Doctor;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.cli.doctor.Finding.Status;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.naming.LakeNames;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/** The real clients, whose modules are of several releases, on the one core they share. */
class AwsClientsTest {

  @Test
  void everyClientWritesItsRequestAndReadsItsAnswer() {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
    AwsClients clients =
        AwsClients.of(new AwsAccess(credentials, Region.EU_WEST_1, new Answering()));

    List<Finding> findings =
        Doctor.examine(
            AwsChecks.of(
                clients, LakeNames.DEFAULT, Optional.of(DatasetParameters.parse("none", ""))),
            it -> {});

    assertThat(findings)
        .allSatisfy(it -> assertThat(it.status()).as(it.toString()).isNotEqualTo(Status.PROBLEM))
        .extracting(Finding::found)
        .contains(
            "111122223333 in eu-west-1, as arn:aws:iam::111122223333:user/me",
            "version 21",
            "names are free of: raw, stage, analytics, athena, logs",
            "amclake-dev has 1 stacks")
        .anySatisfy(it -> assertThat(it).startsWith("administrators: arn:aws:iam::1:role/boss;"))
        .anySatisfy(it -> assertThat(it).startsWith("1000 concurrent executions"))
        .noneSatisfy(it -> assertThat(it).startsWith("not known"));
  }

  /** Answers as AWS does, by the service's host. */
  private static final class Answering implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      String host = request.httpRequest().host();
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          int status = host.contains(".s3.") ? 404 : 200;
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(status).build())
              .responseBody(
                  AbortableInputStream.create(new ByteArrayInputStream(body(host).getBytes(UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    private static String body(String host) {
      return switch (host.substring(0, host.indexOf('.'))) {
        case "sts" ->
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/me</Arn>
              <Account>111122223333</Account></GetCallerIdentityResult>
            </GetCallerIdentityResponse>""";
        case "ssm" -> "{\"Parameter\": {\"Value\": \"21\"}}";
        case "lakeformation" ->
            """
            {"DataLakeSettings": {"DataLakeAdmins":
              [{"DataLakePrincipalIdentifier": "arn:aws:iam::1:role/boss"}]}}""";
        case "servicequotas" -> "{\"Quota\": {\"Value\": 1000.0}}";
        case "cloudformation" ->
            """
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
              <DescribeStacksResult><Stacks><member>
                <StackName>amclake-dev-ingest</StackName>
                <StackStatus>CREATE_COMPLETE</StackStatus>
                <Tags><member><Key>lake:installation</Key><Value>amclake</Value></member></Tags>
              </member></Stacks></DescribeStacksResult>
            </DescribeStacksResponse>""";
        default -> "";
      };
    }

    @Override
    public void close() {}
  }
}
