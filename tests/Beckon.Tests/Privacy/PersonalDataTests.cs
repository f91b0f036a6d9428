using Beckon.Integrations.Replays;
using Beckon.Privacy;
using Beckon.Storage;
using Beckon.Tests.Storage;

namespace Beckon.Tests.Privacy;

/// <summary>No table holds anything of people that an erasure does not know of.</summary>
public sealed class PersonalDataTests
{
    // What a column is called that holds something of a person, or might.
    private const string Suspicious =
        """
        (a.attname ~ 'contact|email|phone|address|recipient|first_name|last_name|wording|identifier'
         or a.attname in ('merged_into', 'ip', 'value', 'html', 'text', 'subject', 'body')
         or a.atttypid in ('jsonb'::regtype, 'json'::regtype, 'bytea'::regtype))
        """;

    // Tables of the shop and of those who work there, and nothing of shoppers.
    private static readonly string[] OfTheShop =
    [
        "user_account", "session", "api_key", "workspace", "source", "channel", "template", "message_content", "flow", "flow_version", "flow_simulation", "audience", "campaign", "erasure_salt",
        "event_key_run", "event_key_run_closing", "product", "rfm_run", "rfm_settings", "prediction_run", "prediction_settings", "sending_rules", "product_news",
    ];

    [Fact]
    public async Task Every_table_that_holds_something_of_a_person_is_in_the_table_of_contents()
    {
        await using var database = await TestDatabase.CreateAsync();
        (await UnknownAsync(database)).ShouldBeEmpty(
            "Give PersonalData a line for these, or say why they stay; what only concerns the shop is named in this test.");
    }

    [Fact]
    public async Task A_new_table_that_is_forgotten_is_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.Command("create table birthday (workspace_id uuid, contact_id uuid, day date)").RunAsync(CancellationToken.None);
        await connection.Command("create table survey (workspace_id uuid, id uuid, answers jsonb)").RunAsync(CancellationToken.None);
        await connection.Command("create table weather (workspace_id uuid, day date, sunny boolean)").RunAsync(CancellationToken.None);

        (await UnknownAsync(database)).ShouldBe(["birthday", "survey"]);
    }

    [Fact]
    public async Task The_table_of_contents_names_tables_that_there_are()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Source.OpenConnectionAsync();
        var there = await connection
            .Command("select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')")
            .ReadAsync(row => row.GetString(0), CancellationToken.None);
        Known.Concat(OfTheShop).Except(there).ShouldBeEmpty();
    }

    // Those of capabilities behind it register theirs.
    private static IEnumerable<string> Known =>
    [
        .. PersonalData.All.Select(kept => kept.Table), .. PersonalData.StaysWithoutThePerson.Keys, .. PersonalData.OtherWays.Keys,
        ReplayEraseStore.Table,
    ];

    private static async Task<List<string>> UnknownAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        var suspicious = await connection
            .Command(
                $"""
                select distinct t.relname::text
                from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition and {Suspicious}
                order by 1
                """)
            .ReadAsync(row => row.GetString(0), CancellationToken.None);
        return [.. suspicious.Except(Known).Except(OfTheShop)];
    }
}
