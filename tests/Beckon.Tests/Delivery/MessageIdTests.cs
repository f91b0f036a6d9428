using Beckon.Contacts;
using Beckon.Delivery;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Delivery;

/// <summary>The primary key of messages is what keeps one from being sent twice: it must be the same for the same message, and for no other.</summary>
public sealed class MessageIdTests
{
    private static readonly Guid Run = Guid.Parse("019a3c1e-7b00-7abc-8def-0123456789ab");

    // Stored ids depend on it: a change of the way it is made would let a message be decided on twice across an upgrade.
    [Fact]
    public void Is_made_the_same_way_for_ever() =>
        MessageId.Of(Run, "email", Channel.Email).ShouldBe(Guid.Parse("019a3c1e-7b00-77a6-95c2-476e3edcaed7"));

    [Fact]
    public void Differs_by_run_step_and_channel()
    {
        Guid[] ids =
        [
            MessageId.Of(Run, "email", Channel.Email), MessageId.Of(Run, "email", Channel.Sms), MessageId.Of(Run, "email 2", Channel.Email),
            MessageId.Of(Run, "", Channel.Email), MessageId.Of(Guid.CreateVersion7(), "email", Channel.Email),
        ];
        ids.ShouldBeUnique();
    }

    [Fact]
    public void Is_a_version_7_id_of_the_time_of_its_run() => Prop.ForAll<int, string>((minutes, step) =>
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
        var id = MessageId.Of(Guid.CreateVersion7(at), step ?? "", Channel.Email);
        return id.Version == 7 && (id.Variant & 0b1100) == 0b1000 && id.ToString()[..13] == Guid.CreateVersion7(at).ToString()[..13];
    }).QuickCheckThrowOnFailure();
}
