package io.amcinsights.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.deploy.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Stacks over services that only remember, with an assembly of one stack called shared. */
final class Bench implements AutoCloseable {

  static final String TEMPLATE =
      text(
          """
          {'Parameters':{'Bucket':{'Type':'String'},'State':{'Type':'String','Default':'ENABLED'}},
           'Resources':{
             'B':{'Type':'AWS::S3::Bucket','DeletionPolicy':'RetainExceptOnCreate',
               'Properties':{'BucketName':{'Ref':'Bucket'}}},
             'R':{'Type':'AWS::Events::Rule','Properties':{'Name':{'Ref':'AWS::StackName'},
               'State':{'Ref':'State'},'EventPattern':{'detail':{'bucket':[{'Ref':'B'}]}}}}},
           'Outputs':{'Name':{'Value':{'Ref':'B'}}}}""");

  static final String BUCKET_ALONE =
      text(
          """
          {'Parameters':{'Bucket':{'Type':'String'}},
           'Resources':{
             'B':{'Type':'AWS::S3::Bucket','DeletionPolicy':'RetainExceptOnCreate',
               'Properties':{'BucketName':{'Ref':'Bucket'}}}}}""");

  private static final String SHARED =
      text(
          """
          {'Parameters':{'Accounts':{'Type':'CommaDelimitedList','Default':'1'}},
           'Resources':{'R':{'Type':'AWS::Events::Rule','Properties':{'Name':'shared',
             'EventPattern':{'account':{'Ref':'Accounts'}}}}}}""");

  final Site site = new Site();
  private final Path folder;
  private Deployer deployer;
  LocalCloudFormation stacks;

  Bench(Path folder) {
    this.folder = folder;
    write(
        "manifest.json",
        text(
            """
            {'artifacts':{'shared':{'type':'aws:cloudformation:stack',
              'environment':'aws://unknown-account/unknown-region',
              'properties':{'templateFile':'shared.template.json'}}}}"""));
    write("shared.template.json", SHARED);
    open();
  }

  private static String text(String json) {
    return json.replace('\'', '"');
  }

  private void write(String file, String content) {
    try {
      Files.writeString(folder.resolve(file), content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void open() {
    deployer = new Deployer(site.services(), folder.resolve("lake"));
    stacks = LocalCloudFormation.open(folder.resolve("stacks"), deployer, folder);
  }

  /** As after a kill: memory is empty, what the site keeps apart from that stays. */
  void restart() {
    close();
    site.rules.clear();
    open();
  }

  /** What a kill right now would leave. */
  void copy(Path to) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(it -> !it.equals(folder)).toList()) {
        Files.copy(one, to.resolve(folder.relativize(one)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets no stack get on meanwhile. */
  void holding(Runnable work) {
    Deployer held = deployer;
    synchronized (held) {
      work.run();
    }
  }

  void create(String stack, String bucket) {
    stacks.createStack(
        it -> it.stackName(stack).templateBody(TEMPLATE).parameters(parameter("Bucket", bucket)));
  }

  void update(String stack, Parameter... parameters) {
    stacks.updateStack(it -> it.stackName(stack).usePreviousTemplate(true).parameters(parameters));
  }

  static Parameter parameter(String name, String value) {
    return Parameter.builder().parameterKey(name).parameterValue(value).build();
  }

  static Parameter previous(String name) {
    return Parameter.builder().parameterKey(name).usePreviousValue(true).build();
  }

  Stack describe(String stack) {
    return stacks.describeStacks(it -> it.stackName(stack)).stacks().get(0);
  }

  String status(String stack) {
    return status(stacks, stack);
  }

  private static String status(CloudFormationClient somewhere, String stack) {
    return somewhere
        .describeStacks(it -> it.stackName(stack))
        .stacks()
        .get(0)
        .stackStatusAsString();
  }

  Map<String, String> parameters(String stack) {
    return describe(stack).parameters().stream()
        .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
  }

  /** Waits for the end of what is under way. */
  void settle(String stack, String status) {
    settle(stacks, stack, status);
  }

  void settle(CloudFormationClient somewhere, String stack, String status) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!status(somewhere, stack).equals(status)) {
      assertThat(System.nanoTime()).as(stack + " is " + status(somewhere, stack)).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  boolean exists(String stack) {
    return exists(stacks, stack);
  }

  private static boolean exists(CloudFormationClient somewhere, String stack) {
    return somewhere.describeStacks().stacks().stream()
        .anyMatch(it -> it.stackName().equals(stack));
  }

  void settleGone(String stack) {
    settleGone(stacks, stack);
  }

  void settleGone(CloudFormationClient somewhere, String stack) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (exists(somewhere, stack)) {
      assertThat(System.nanoTime()).as(stack + " is there").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /** Newest first. */
  List<String> events(String stack) {
    return stacks.describeStackEventsPaginator(it -> it.stackName(stack)).stackEvents().stream()
        .map(Bench::told)
        .toList();
  }

  private static String told(StackEvent it) {
    String reason = it.resourceStatusReason() == null ? "" : " " + it.resourceStatusReason();
    return it.logicalResourceId() + " " + it.resourceStatusAsString() + reason;
  }

  @Override
  public void close() {
    stacks.close();
    deployer.close();
  }
}
