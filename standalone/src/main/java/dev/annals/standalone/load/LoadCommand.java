package dev.annals.standalone.load;

import picocli.CommandLine.Command;

/** {@code annals load}: sends real data to a running system. */
@Command(
    name = "load",
    description = "Sends a file of real payments to a running system and reconciles the balances.",
    mixinStandardHelpOptions = true,
    subcommands = PaysimCommand.class)
public final class LoadCommand {}
