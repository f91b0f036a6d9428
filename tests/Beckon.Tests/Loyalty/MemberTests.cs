using Beckon.Events;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Loyalty;

/// <summary>A membership is kept whatever order sign-ups come in and whoever turns out to be whom.</summary>
public sealed class MemberTests : IAsyncLifetime
{
    private const string Members =
        """
        select c.email, m.joined_at = '2026-03-02 10:00+00', m.store_id, m.store_name, m.email_opt_in, m.sms_opt_in
        from loyalty_member m join contact c on c.workspace_id = $1 and c.id = m.contact_id where m.workspace_id = $1 order by m.joined_at
        """;

    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task The_first_sign_up_says_since_when_and_the_last_answer_counts(bool inOrder, bool together)
    {
        CanonicalEvent[] signUps =
        [
            Joins("ada@example.com", new SignUp { StoreId = "s-1", EmailOptIn = true }),
            Joins("ada@example.com", new SignUp { StoreId = "s-2", StoreName = "Two", EmailOptIn = false, SmsOptIn = true }),
        ];
        if (!inOrder) Array.Reverse(signUps);

        if (together) await _world.SendAsync(signUps);
        else foreach (var one in signUps) await _world.SendAsync(one);

        (await _world.RowsAsync(Members)).ShouldBe(["ada@example.com True s-1 Two False True"]);
    }

    [Fact]
    public async Task It_moves_to_whom_the_member_turns_out_to_be_and_remembers_whose_it_was()
    {
        await _world.SendAsync(_world.Event("loyalty_signed_up", e => e with { Who = new() { AnonymousId = "kiosk" }, SignUp = new SignUp() }));
        var kiosk = await _world.OneIdAsync("select id from contact where workspace_id = $1");
        await _world.SendAsync(_world.Event("customer_updated", e => e with { Who = new() { Email = "ada@example.com" } }));

        await _world.SendAsync(_world.Event("customer_updated", e => e with { Who = new() { Email = "ada@example.com", AnonymousId = "kiosk" } }));

        (await _world.RowsAsync(Members)).ShouldBe(["ada@example.com True - - - -"]);
        (await _world.OneIdAsync("select joined_as from loyalty_member where workspace_id = $1")).ShouldBe(kiosk);
    }

    [Fact]
    public async Task An_event_for_nobody_signs_nobody_up()
    {
        await _world.SendAsync(_world.Event("loyalty_signed_up", e => e with { SignUp = new SignUp() }));

        (await _world.RowsAsync(Members)).ShouldBeEmpty();
    }

    // What a platform tells of the contact of a number: Beckon's own id is stronger than what is told with it.
    [Fact]
    public async Task What_is_told_of_a_known_contact_becomes_theirs()
    {
        await _world.SendAsync(_world.Event("customer_updated", e => e with { Who = new() { Email = "ada@example.com" } }));
        var ada = await _world.OneIdAsync("select id from contact where workspace_id = $1");

        await _world.SendAsync(_world.Event("customer_updated", e => e with { Who = new() { ContactId = ada, Email = "new@example.com", Phone = "+12065550101" } }));

        (await _world.RowsAsync("select email, phone from contact where workspace_id = $1")).ShouldBe(["new@example.com +12065550101"]);
        (await _world.RowsAsync("select value from contact_identifier where workspace_id = $1 order by value"))
            .ShouldBe(["+12065550101", "ada@example.com", "new@example.com"]);
    }

    private CanonicalEvent Joins(string email, SignUp signUp) => _world.Event("loyalty_signed_up", e => e with { Who = new() { Email = email }, SignUp = signUp });
}
