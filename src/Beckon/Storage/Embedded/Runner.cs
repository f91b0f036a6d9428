namespace Beckon.Storage.Embedded;

/// <summary>As whom PostgreSQL's programs run: as ourselves, or, when we are root, which PostgreSQL refuses, as a user without rights.</summary>
internal sealed class Runner
{
    // A user of this name is preferred where the machine has one: `nobody` may run other things too.
    private const string OwnUser = "beckon";
    private const string AnyUser = "nobody";

    private readonly string _binaries;
    private readonly string[] _as;

    private Runner(string binaries, string[] asUser, string? user)
    {
        _binaries = binaries;
        _as = asUser;
        User = user;
    }

    /// <summary>The user that must own the database's files; null when it is ourselves.</summary>
    public string? User { get; }

    public static async Task<Runner> ChooseAsync(string binaries, ClusterFolder folder, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(binaries, "bin", Executable("postgres"))))
        {
            throw new StorageException(
                $"The embedded database's programs are not in {binaries}. Build Beckon again, or set BECKON_DATABASE to a PostgreSQL server.");
        }
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new(binaries, [], null);
        if (Command.Find("setpriv") is not { } setpriv)
        {
            throw new StorageException(
                "PostgreSQL does not run as root, and the program setpriv, which would start it as another user, is missing. "
                + "Install it (Debian, Ubuntu: apt-get install util-linux), or run Beckon as another user.");
        }
        var user = (await Command.RunAsync(["id", "-u", OwnUser], ct)).Succeeded ? OwnUser : AnyUser;
        var group = (await Command.RunAsync(["id", "-g", user], ct)).Output;
        var plain = new Runner(binaries, [setpriv, $"--reuid={user}", $"--regid={group}", "--clear-groups"], user);
        if (await plain.ReachesAsync(folder, ct)) return plain;
        // A folder below /root, which is closed to everybody else: the right to walk through it is all that is added.
        var walking = new Runner(binaries, [.. plain._as, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"], user);
        if (await walking.ReachesAsync(folder, ct)) return walking;
        throw new StorageException(
            $"PostgreSQL does not run as root, and the user {user}, under which Beckon starts it, cannot reach {folder.DataFolder} and {binaries}. "
            + "Choose a data folder that others may enter with --data (BECKON_DATA), such as /var/lib/beckon, or run Beckon as another user.");
    }

    /// <summary>The words of a command line that runs one of PostgreSQL's programs.</summary>
    public string[] Words(string program, params IEnumerable<string> arguments) =>
        [.. _as, Path.Combine(_binaries, "bin", Executable(program)), .. arguments];

    /// <summary>
    /// The words of a command line for the server itself: apart from the terminal, whose Ctrl-C is for Beckon to answer, with its output in
    /// a file, and, where the system can, stopped by the kernel should Beckon die.
    /// </summary>
    public string[] ServerWords(string logFile, IEnumerable<string> arguments)
    {
        if (OperatingSystem.IsWindows()) return Words("postgres", arguments);
        string[] apart = Command.Find("setsid") is { } setsid ? [setsid] : [];
        string[] logged = ["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", logFile];
        var setpriv = OperatingSystem.IsLinux() ? Command.Find("setpriv") : null;
        string[] user = _as.Length > 0 ? [.. _as, "--pdeathsig=INT"] : setpriv is null ? [] : [setpriv, "--pdeathsig=INT"];
        return [.. apart, .. logged, .. user, Path.Combine(_binaries, "bin", "postgres"), .. arguments];
    }

    /// <summary>Gives files to the user who runs PostgreSQL.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (User is null) return;
        var owner = await Command.RunAsync(["stat", "-c", "%U", path], ct);
        if (owner.Output == User) return;
        var result = await Command.RunAsync(["chown", "-R", User, path], ct);
        if (!result.Succeeded)
            throw new StorageException($"{path} cannot be given to the user {User}, under which PostgreSQL runs: {result.Output}");
    }

    private async Task<bool> ReachesAsync(ClusterFolder folder, CancellationToken ct)
    {
        // Not `test -x`: it leaves rights out of account that the program has beside its user's.
        var parent = await Command.RunAsync([.. _as, "stat", Path.Combine(folder.DataFolder, ".")], ct);
        return parent.Succeeded && (await Command.RunAsync(Words("postgres", "--version"), ct)).Succeeded;
    }

    private static string Executable(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;
}
