using System.Text.RegularExpressions;
using Beckon.Storage;

namespace Beckon.Tests.Storage;

/// <summary>
/// Every statement of the server that names a tenant's table names the workspace too, for each table it names. Read from the strings of the source;
/// which tables are a tenant's, the migrated schema says.
/// </summary>
public sealed partial class WorkspaceLawTests : IAsyncLifetime
{
    // By file and the beginning of the statement.
    private static readonly Exempt[] Exemptions =
    [
        new("SourceStore.cs", "select {Columns} from source where id = @id", "a webhook names its source by the id in its address, and nothing else"),
        new("UserStore.cs", "select user_account.id", "whoever signs in says who they are; which workspace that leads to is the answer"),
        new("ApiKeyStore.cs", "select workspace_id, id, name, hint, scopes from api_key", "a key is known by its hash; whose it is is the answer"),
        new("BrowserKeyStore.cs", "select {Columns} from browser_key where key = $1", "a page knows its key alone; whose it is is the answer"),
        new("ShortLinkStore.cs", "select workspace_id, message_id, url from short_link", "a phone knows the short address alone; whose it is is the answer"),
        new("DemoSeed.cs", "select m.workspace_id from membership", "the demonstration looks for the workspace of its owner"),
        new("EventKeyMergeStore.cs", "select exists (select from event_key", "asks about a table, not about anybody's events"),
        new("EventKeyMergeStore.cs", "insert into event_key_epoch", "tells all whose keys were moved, and reads nobody's events"),
        new("EventKeyMergeStore.cs", "insert into event_key_next", "sorts a table, and reads nobody's events"),
    ];

    // Not a tenant's, although it says whose it is.
    private static readonly string[] NotTenants = ["session"];

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_statement_of_the_server_names_the_workspace()
    {
        var breaks = (await BreaksOfTheServerAsync()).Where(broken => !Exemptions.Any(exempt => exempt.Covers(broken)));
        string.Join("\n", breaks.Select(broken => $"{broken.File}:{broken.Line} {broken.Use}: {broken.Statement}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_exemption_outlives_its_statement()
    {
        var breaks = await BreaksOfTheServerAsync();
        Exemptions.Where(exempt => !breaks.Any(exempt.Covers)).ShouldBeEmpty("Take these out of the list: the statements are gone, or obey the law now.");
    }

    [Theory]
    [InlineData("select name from contact where id = $1", false)]
    [InlineData("select name from contact where workspace_id = $1 and id = $2", true)]
    [InlineData("select c.name from cart k join contact c on c.id = k.contact_id where k.workspace_id = $1", false)]
    [InlineData("select c.name from cart k join contact c on c.workspace_id = k.workspace_id and c.id = k.contact_id where k.workspace_id = $1", true)]
    [InlineData("select distinct workspace_id from inbox", false)]
    [InlineData("delete from contact where id = $1; delete from cart where workspace_id = $1", false)]
    [InlineData("insert into trait (contact_id, name) values ($1, $2)", false)]
    [InlineData("insert into trait (workspace_id, contact_id, name) values ($1, $2, $3)", true)]
    [InlineData("update cart k set status = f.status from cart f where k.workspace_id = $1 and f.id = $2", false)]
    [InlineData("select id from workspace where id = $1", true)]
    [InlineData("select k.id from cart k where {where}", false)]
    [InlineData("select {columns} from cart where id = $1", false)]
    public async Task A_statement_that_forgets_the_workspace_is_found(string statement, bool obeys)
    {
        var tables = await TablesAsync();
        foreach (var quotes in new[] { "\"", "$\"", "\"\"\"\n    ", "$\"\"\"\n    ", "@\"" })
        {
            var end = quotes.Trim().TrimStart('$', '@');
            var code = $"// it's a comment with a \"quote\n var c = '\"'; var sql = {quotes}{statement}{end}; var other = \"{{\";";
            BreaksOf("Planted.cs", code, tables).Count.ShouldBe(obeys ? 0 : 1, code);
        }
    }

    [Fact]
    public async Task A_condition_may_stand_in_another_string_of_the_file()
    {
        const string Code = "var where = $\"k.workspace_id = $1 {more}\"; var sql = $\"select k.id from cart k where {where}\";";
        BreaksOf("Planted.cs", Code, await TablesAsync()).ShouldBeEmpty();
    }

    private async Task<List<Break>> BreaksOfTheServerAsync()
    {
        var tables = await TablesAsync();
        var breaks = new List<Break>();
        foreach (var file in Repository.Files(".cs").Where(file => file.StartsWith("src" + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            breaks.AddRange(BreaksOf(file, await File.ReadAllTextAsync(Path.Combine(Repository.Root, file)), tables));
        return breaks;
    }

    private static List<Break> BreaksOf(string file, string code, HashSet<string> tables)
    {
        var literals = SqlLiterals.Of(code).ToList();
        return
        [
            .. from literal in literals
            from statement in literal.Text.Split(';')
            from use in TableUse().Matches(statement)
            where tables.Contains(use.Groups["table"].Value) && !IsNamed(statement, use, literals.Select(other => other.Text))
            select new Break(file, literal.Line, use.Value, string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
        ];
    }

    // Of each table that is named, not of one for all: a join on an id alone may reach into another workspace.
    private static bool IsNamed(string statement, Match use, IEnumerable<string> file)
    {
        var (table, alias) = (use.Groups["table"].Value, use.Groups["alias"].Value);
        if (use.Groups["verb"].Value is "into" or "copy") return statement.Contains("(workspace_id", StringComparison.Ordinal);
        var names = alias.Length > 0 ? $@"({table}|{alias})\.workspace_id" : $@"({table}\.)?workspace_id";
        var condition = $@"(?<![\w.]){names}\s*=|=\s*{names}(?!\w)";
        return Fits(statement, condition) || (Fits(statement, @"\bwhere\s+\{") && file.Any(other => Fits(other, condition)));
    }

    private static bool Fits(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, Patience);

    private async Task<HashSet<string>> TablesAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        return [.. await connection
            .Command(
                """
                select t.relname from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attname = 'workspace_id'
                where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and t.relname <> all($1)
                """)
            .With(NotTenants)
            .ReadAsync(row => row.GetString(0), CancellationToken.None)];
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What follows the table is its alias, unless it is a word of SQL.
    [GeneratedRegex(
        @"\b(?<verb>from|join|into|update|using|copy)\s+(only\s+)?(?<table>[a-z_]+)"
        + @"(\s+(as\s+)?(?!(on|where|set|using|values|cross|left|join|group|order|limit|select|for|union|from|inner)\b)(?<alias>[a-z_]+))?",
        RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TableUse();

    private sealed record Break(string File, int Line, string Use, string Statement);

    private sealed record Exempt(string File, string Statement, string Reason)
    {
        public bool Covers(Break broken) =>
            Path.GetFileName(broken.File) == File && broken.Statement.StartsWith(Statement, StringComparison.Ordinal) && Reason.Length > 0;
    }
}
