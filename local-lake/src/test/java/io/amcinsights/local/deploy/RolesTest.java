package io.amcinsights.local.deploy;

import static io.amcinsights.local.deploy.Site.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which roles are there. */
class RolesTest {

  private static final String HOME = "arn:aws:iam::000000000000:role/";

  @TempDir Path folder;
  private Site site = new Site();
  private Deployer deployer;

  @BeforeEach
  void open() {
    deployer = new Deployer(site.services(), folder);
  }

  @AfterEach
  void close() {
    deployer.close();
  }

  private void deploy(String account, String resources) {
    write(
        folder,
        "manifest.json",
        """
        {'artifacts':{'s':{'type':'aws:cloudformation:stack','environment':'aws://%s/eu-west-1',
          'properties':{'templateFile':'s.json'}}}}"""
            .formatted(account));
    write(folder, "s.json", "{'Resources':{" + resources + "}}");
    deployer.deploy(folder);
  }

  private static String role(String properties) {
    return "'R':{'Type':'AWS::IAM::Role','Properties':{'AssumeRolePolicyDocument':{}%s}}"
        .formatted(properties);
  }

  @Test
  void aRoleHasThePathNameAndAccountOfItsTemplate() {
    deploy("111111111111", role(",'RoleName':'r','Path':'/readers/'"));

    assertThat(site.roles.has("arn:aws:iam::111111111111:role/readers/r")).isTrue();
    assertThat(site.roles.has("arn:aws:iam::111111111111:role/r")).isFalse();
    assertThat(site.roles.has(HOME + "readers/r")).isFalse();
    assertThat(site.roles.has("")).isFalse();
  }

  @Test
  void aGeneratedNameIsThatOfTheStack() {
    deploy("000000000000", role("") + ",'B':{'Type':'AWS::IAM::Role'}");

    assertThat(site.roles.has(deployerRole("R"))).isTrue();
    assertThat(deployerRole("R")).startsWith(HOME + "s-r-");
  }

  private String deployerRole(String id) {
    return DeploymentState.load(folder.resolve("stacks.json"))
        .resources("s")
        .get(id)
        .placed()
        .attributes()
        .path("Arn")
        .asText();
  }

  @Test
  void aRoleThatMovedIsFoundWhereItWasUntilItGoes() {
    deploy("000000000000", role(",'RoleName':'r'"));
    deploy("000000000000", role(",'RoleName':'r','Path':'/readers/'"));
    assertThat(site.roles.has(HOME + "r")).isTrue();
    assertThat(site.roles.has(HOME + "readers/r")).isTrue();

    close();
    site = new Site();
    open();
    assertThat(site.roles.has(HOME + "r")).as("before anything is deployed again").isTrue();
    deploy("000000000000", role(",'RoleName':'r','Path':'/readers/'"));
    assertThat(site.roles.has(HOME + "r")).isTrue();

    deploy("000000000000", "");
    assertThat(site.roles.has(HOME + "r")).isFalse();
    assertThat(site.roles.has(HOME + "readers/r")).isFalse();
  }
}
