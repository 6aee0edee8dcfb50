package io.amcinsights.tps;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.machine.sfn.SfnMachines;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.tenant.dynamodb.DynamoDbClaims;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.tps.aws.CloudFormationStacks;
import io.amcinsights.tps.aws.MergedSettings;
import io.amcinsights.tps.aws.PartnerInstructions;
import io.amcinsights.tps.aws.ProvisioningClients;
import io.amcinsights.tps.aws.S3Buckets;
import io.amcinsights.tps.aws.SdkProvisioningClients;
import java.time.Clock;
import java.util.function.Supplier;

/** The parts of each function of this module, made from its environment. */
final class TpsWiring {

  private static final String CUSTOMERS = "CUSTOMERS_TABLE";
  private static final String DATASETS = "DATASETS_TABLE";
  private static final String OBJECTS = "OBJECTS_TABLE";
  private static final String MACHINE = "STATE_MACHINE_ARN";
  private static final String TENANT_TEMPLATE = "TENANT_TEMPLATE";
  private static final String AWAY_TEMPLATE = "AWAY_TEMPLATE";
  private static final String PARTNER_TEMPLATE = "PARTNER_TEMPLATE";
  private static final String REGION_TEMPLATE = "REGION_TEMPLATE";
  private static final String RULES_TEMPLATE = "RULES_TEMPLATE";
  private static final String OWN_RULES = "OWN_RULES";

  /** Only where adopted buckets may be changed. */
  private static final String MERGE_FUNCTION = "MERGE_FUNCTION_ARN";

  private static final String DEPLOYER = "DEPLOYER_ROLE_ARN";
  private static final String TOPIC = "NOTICES_TOPIC_ARN";
  private static final String INSTALLATION = "INSTALLATION";
  private static final String ENVIRONMENT = "ENVIRONMENT";
  private static final String ACCOUNT = "LAKE_ACCOUNT";
  private static final String REGION = "AWS_REGION";
  private static final Clock CLOCK = Clock.systemUTC();

  private TpsWiring() {}

  static CustomerStream stream(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CUSTOMERS, MACHINE);
    Clients clients = context.clients();
    return new CustomerStream(tenants(clients, settings), start(clients, settings), CLOCK);
  }

  static TenantSweeper sweeper(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CUSTOMERS, OBJECTS, MACHINE);
    Clients clients = context.clients();
    return new TenantSweeper(
        tenants(clients, settings),
        new MeasuredCatalog(
            new DynamoDbObjectCatalog(clients.dynamoDb(), settings.text(OBJECTS), CLOCK),
            context.metrics(),
            CLOCK),
        start(clients, settings),
        CLOCK);
  }

  static Provisioning provisioning(FunctionContext context) {
    Settings settings =
        Settings.requiring(
            context.environment(),
            CUSTOMERS,
            DATASETS,
            MACHINE,
            TENANT_TEMPLATE,
            AWAY_TEMPLATE,
            PARTNER_TEMPLATE,
            REGION_TEMPLATE,
            RULES_TEMPLATE,
            OWN_RULES,
            DEPLOYER,
            TOPIC,
            INSTALLATION,
            ENVIRONMENT,
            ACCOUNT,
            REGION);
    Clients clients = context.clients();
    ProvisioningClients more = more(clients);
    TenantBlueprint blueprint = blueprint(clients, settings);
    var buckets =
        new S3Buckets(
            more,
            clients.sts(),
            blueprint.names(),
            new PartnerInstructions(
                blueprint.names(),
                blueprint.home(),
                blueprint.account(),
                settings.text(PARTNER_TEMPLATE)));
    Tenants tenants = tenants(clients, settings);
    var stacks = new CloudFormationStacks(more, settings.text(DEPLOYER));
    return new Provisioning(
        tenants,
        new DynamoDbClaims(clients.dynamoDb(), settings.text(CUSTOMERS)),
        // Which pipelines there are is nothing to provisioning.
        new DynamoDbDatasets(clients.dynamoDb(), settings.text(DATASETS), settings.text(DATASETS)),
        new SfnMachines(clients.sfn()),
        settings.text(MACHINE),
        new TenantStacks(
            blueprint,
            stacks,
            buckets,
            new SharedKey(blueprint, stacks, tenants),
            new SharedRules(blueprint, stacks, tenants, (int) settings.number(OWN_RULES))),
        new Obstacles(blueprint, buckets),
        new Notices(settings.text(TOPIC)),
        CLOCK);
  }

  static MergedSettings mergedSettings(FunctionContext context) {
    return new MergedSettings(more(context.clients()));
  }

  private static ProvisioningClients more(Clients clients) {
    return clients instanceof ProvisioningClients both ? both : new SdkProvisioningClients();
  }

  private static TenantBlueprint blueprint(Clients clients, Settings settings) {
    return new TenantBlueprint(
        new LakeNames(settings.text(INSTALLATION), settings.text(ENVIRONMENT)),
        settings.text(REGION),
        settings.text(ACCOUNT),
        new Templates(
            template(clients, settings.text(TENANT_TEMPLATE)),
            template(clients, settings.text(AWAY_TEMPLATE)),
            template(clients, settings.text(REGION_TEMPLATE)),
            template(clients, settings.text(RULES_TEMPLATE))),
        settings.find(MERGE_FUNCTION).orElse(""));
  }

  /** Read when it is needed first, once for a sandbox. */
  private static Supplier<String> template(Clients clients, String uri) {
    return new Supplier<>() {
      private String text = "";

      @Override
      public synchronized String get() {
        if (text.isEmpty()) {
          byte[] read =
              new S3ObjectStore(clients.s3())
                  .read(ObjectId.parse(uri))
                  .orElseThrow(
                      () ->
                          new InvalidInputException(
                              "The tenant template %s is not there; deploy the stack tps", uri));
          text = new String(read, UTF_8);
        }
        return text;
      }
    };
  }

  private static ProvisioningStart start(Clients clients, Settings settings) {
    return new ProvisioningStart(new SfnMachines(clients.sfn()), settings.text(MACHINE));
  }

  private static Tenants tenants(Clients clients, Settings settings) {
    return new DynamoDbTenants(clients.dynamoDb(), settings.text(CUSTOMERS), CLOCK);
  }
}
