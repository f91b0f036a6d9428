using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Audiences.Membership;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Pipeline;
using Beckon.Storage;
using Beckon.Storage.Lanes;
using Beckon.Tests.Pipeline;
using Npgsql;

namespace Beckon.Tests.Audiences;

/// <summary>The audiences of a <see cref="PipelineWorld"/>.</summary>
public sealed class AudienceWorld(PipelineWorld world, NpgsqlDataSource source, AudienceBooks books, Memberships memberships)
{
    private readonly AudienceBuilder _builder = new(source, books, memberships, world.Signal, world.Time);
    private readonly AudienceTimes _times = new(source, memberships, world.Signal, world.Time);

    /// <summary>Filters that random streams bring people into and out of, whatever the time.</summary>
    public static IReadOnlyList<Filter> WithoutTime { get; } =
    [
        new EventCondition(EventNames.ViewedProduct) { Is = new NumberTest(NumberOp.AtLeast, 2) },
        new EventCondition(EventNames.ViewedProduct) { Is = new NumberTest(NumberOp.AtMost, 0) },
        new EventCondition(EventNames.ViewedProduct) { Status = "a" },
        new EventCondition(EventNames.CartAbandoned),
        new AllOf([new EventCondition(EventNames.CartAbandoned), new NoneOf([new OrderCondition()])]),
        new OrderCondition { Is = new NumberTest(NumberOp.AtLeast, 2) },
        new OrderCondition { Measure = OrderMeasure.Total, Is = new NumberTest(NumberOp.MoreThan, 60) },
        new ProfileCondition(ProfileAttribute.FirstName, new ValueTest(ValueOp.Is) { Text = "ada" }),
        new ProfileCondition(ProfileAttribute.Known, new ValueTest(ValueOp.IsFalse)),
        new ProfileCondition(ProfileAttribute.Email, new ValueTest(ValueOp.IsSet)),
        new ReachableCondition(Channel.Email),
        new ConsentCondition(Channel.Email, ConsentStatus.Never),
        new RandomCondition(50),
        new AllOf([]),
    ];

    /// <summary>Makes an audience that is yet to be worked out; its id, as filters name it.</summary>
    public async Task<string> AddAsync(string name, Filter filter)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var audience = new Audience
        {
            Id = Guid.CreateVersion7(),
            Number = await AudienceStore.TurnPageAsync(connection, world.WorkspaceId, CancellationToken.None),
            Name = name,
            Filter = filter,
            CreatedAt = world.Time.GetUtcNow(),
            UpdatedAt = world.Time.GetUtcNow(),
        };
        (await AudienceStore.AddAsync(connection, world.WorkspaceId, audience, CancellationToken.None)).ShouldBeTrue();
        await transaction.CommitAsync();
        return Ids.Out(Ids.Audience, audience.Id);
    }

    /// <summary>Works all audiences out that are new.</summary>
    public async Task BuildAsync()
    {
        using var hold = world.Enter(LaneKind.Timers);
        while (await _builder.StepAsync(hold, CancellationToken.None))
        {
        }
    }

    /// <summary>Moves the clock on and looks again at whoever is due by then.</summary>
    public async Task WaitAsync(TimeSpan span)
    {
        world.Time.Advance(span);
        using var hold = world.Enter(LaneKind.Timers);
        while ((await _times.ReviewAsync(hold, CancellationToken.None)).Next <= world.Time.GetUtcNow())
        {
        }
    }

    /// <summary>Who is in each audience, by its name: as it is kept, and as the database says it should be.</summary>
    public async Task<List<(string Name, List<Guid> Kept, List<Guid> Fitting)>> CompareAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        var audiences = await AudienceStore.FiltersAsync(connection, world.WorkspaceId, CancellationToken.None);
        var (meanings, today) = (new Meanings(audiences), new Today(world.Time.GetUtcNow(), TimeZoneInfo.Utc));
        var compared = new List<(string, List<Guid>, List<Guid>)>();
        foreach (var audience in audiences)
        {
            var kept = await connection
                .Command("select contact_id from audience_member where workspace_id = $1 and audience_id = $2 order by contact_id")
                .With(world.WorkspaceId).With(audience.Id)
                .ReadAsync(row => row.GetGuid(0), CancellationToken.None);
            var standing = await connection
                .Command("select contact_id from audience_standing where workspace_id = $1 and $2 = any(audiences) order by contact_id")
                .With(world.WorkspaceId).With(audience.Number)
                .ReadAsync(row => row.GetGuid(0), CancellationToken.None);
            standing.ShouldBe(kept, $"{audience.Name}: standings and members are two sides of one thing");
            compared.Add((audience.Name, kept, await Fitting.IdsAsync(connection, world.WorkspaceId, meanings.Of(audience.Filter), today)));
        }
        return compared;
    }
}
