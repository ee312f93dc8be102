// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "views/changes.h"
#include "views/devicefacts.h"

#include "domain/enums.h"
#include "domain/ids.h"
#include "domain/money.h"

#include <QDate>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QStringList>

//! Values a screen shows and `zhikectl --json` prints: read from the store, already masked for the role, free of SQL and of widgets.
//! Text enums (channel, kind …) carry wire names; the screen translates them. Empty text, invalid date and nullopt mean "none".
namespace zhike::views {

struct Consents {
    bool marketing = false;
    bool profiling = false;
    bool thirdParty = false;
};

//! One line of the customer list.
struct CustomerRow {
    CustomerId id;
    CustomerKind kind = CustomerKind::Person;
    QString number;
    QString name;
    Tier tier = Tier::Mass;
    Lifecycle lifecycle = Lifecycle::New;
    Activity activity = Activity::Medium;
    Money aum; //!< base currency
    int change30Bp = 0; //!< AUM change over 30 days, basis points of the former value
    QList<qint64> aumMonths; //!< up to 12 month ends, ascending, base minor units: the sparkline
    QString risk; //!< C1…C5 for persons, rating for companies
    ChurnLevel churn = ChurnLevel::None;
    int churnPoints = 0;
    QDate lastContact;
    int contactLimitDays = 0; //!< service standard of the tier
    QString nextStep; //!< title of the next open task
    QDate nextOn;
    bool nextOverdue = false;
    Consents consents;
    bool doNotContact = false;
    bool pending = false; //!< holds changes that are not uploaded yet
};

enum class CustomerSort { Name, Number, Tier, Aum, Change30, Risk, Churn, LastContact, NextOn, Since };
enum class CustomerSegment { All, DueWithin7Days, Churn, OverContactStandard, RiskExpiring30Days };

struct CustomerQuery {
    QString text; //!< instant search: hanzi, pinyin, initials, number or phone tail
    QSet<Tier> tiers; //!< empty: all
    QSet<Lifecycle> lifecycles;
    QSet<Activity> activities;
    std::optional<CustomerKind> kind;
    CustomerSegment segment = CustomerSegment::All;
    QList<CustomerId> only; //!< drill-down from a chart: exactly these when not empty
    QString book; //!< scope, for leads; empty: all
    CustomerSort sort = CustomerSort::Aum;
    bool ascending = false;
};

struct CustomerPage {
    int total = 0;
    Money aumTotal;
    int offset = 0;
    QList<CustomerRow> rows;
};

struct SegmentCounts {
    int all = 0, dueWithin7Days = 0, churn = 0, overContactStandard = 0, riskExpiring30Days = 0;
    int privateTier = 0, wealthTier = 0, massTier = 0; //!< persons
    int companies = 0;
    int newStage = 0, growthStage = 0, matureStage = 0, seniorStage = 0;
};

struct SearchHit {
    CustomerId id;
    CustomerKind kind = CustomerKind::Person;
    QString number;
    QString name;
    Tier tier = Tier::Mass;
    QString matched; //!< what matched: name, pinyin, initials, number, phone, id
    QString maskedPhone;
};

struct TaskRow {
    TaskId id;
    CustomerId customer; //!< empty: internal
    QString customerName;
    std::optional<CustomerKind> customerKind;
    Tier tier = Tier::Mass;
    QString title;
    QString kind; //!< follow_up, call, visit, meeting, birthday, maturity, review, plan_step, service, retention, other
    TaskStatus status = TaskStatus::Open;
    Priority priority = Priority::Normal;
    bool allDay = true;
    QDate due; //!< all-day
    QDateTime start; //!< timed, in the clock's zone
    QDateTime end;
    bool overdue = false;
    bool recurring = false;
    QDateTime occurrence; //!< which occurrence of a recurring task this is
    QString location;
    QString note;
    QString outcome;
    QDateTime doneAt;
    bool pending = false;
};

struct ChurnReasonRow {
    QString signal; //!< see analytics/churn.h
    int points = 0;
    qint64 value = 0;
    qint64 baseline = 0;
    Currency currency; //!< of value and baseline when these are money
};

struct AlertRow {
    AlertId id;
    CustomerId customer;
    QString customerName;
    CustomerKind customerKind = CustomerKind::Person;
    Tier tier = Tier::Mass;
    QString kind; //!< churn, balance_low, outflow, maturity, card_expiry, kyc_due, licence_expiry, agreement_expiry, rating_drop, abnormal, sla
    QString severity; //!< info, watch, act, critical
    AlertState state = AlertState::New;
    QDateTime raisedAt;
    QDate snoozeUntil;
    QString disposition;
    Money aum;
    std::optional<Money> value;
    int points = 0; //!< Σ of the rules' points, 0…100; no probability
    QList<ChurnReasonRow> reasons; //!< most points first
    QString nextStep; //!< title of the customer's next open task
    QDate nextOn;
    bool nextOverdue = false;
    bool pending = false;
};

struct AccountRow {
    AccountId id;
    AccountKind kind = AccountKind::Demand;
    QString maskedNumber;
    QString number; //!< full number only where the wire and the role allow it (zhikectl of the own book); screens show maskedNumber
    QString productName;
    QString riskGrade; //!< R1…R5
    Money balance; //!< account currency
    Money balanceBase; //!< at the stored rate
    QString rateText; //!< exchange rate used, empty when the account is in base currency
    QDate rateDate;
    std::optional<Money> limit;
    std::optional<int> interestBp;
    QDate openedOn;
    QDate maturityOn;
    QString status;
    bool joint = false;
    QStringList holders; //!< names, when joint
    QDateTime asOf;
};

struct TransactionRow {
    QString id;
    AccountId account;
    QString accountMasked;
    QDate bookedOn;
    QDateTime at;
    Money amount; //!< signed: + in, − out
    QString kind;
    QString channel;
    QString counterparty; //!< masked
    std::optional<Money> balanceAfter;
    QString memo;
};

struct MonthRow {
    QDate month; //!< first of the month
    Money deposits, investments, liabilities, inflow, outflow;
    int transactions = 0;
};

enum class TimelineKind { Interaction, Task, Transaction, Request, Alert, Survey };

struct TimelineItem {
    TimelineKind kind = TimelineKind::Interaction;
    QString id;
    QDateTime at;
    bool planned = false; //!< lies ahead
    QString channel; //!< of an interaction; otherwise the record's kind
    QString direction;
    QString title;
    QString detail;
    QString state; //!< outcome or status, wire name
    std::optional<Money> amount;
    QString by;
    bool pending = false;
};

struct RelationRow {
    QString kind; //!< spouse, child, …, shareholder, ubo, legal_rep, guarantor
    bool incoming = false; //!< the other one named this customer
    CustomerId other; //!< empty: not a customer (or not ours)
    QString name;
    std::optional<CustomerKind> otherKind;
    Tier tier = Tier::Mass;
    std::optional<Money> aum;
    std::optional<int> shareBp;
    QString note;
};

struct DateRow {
    QDate on;
    int daysLeft = 0;
    QString kind; //!< birthday, anniversary, founding, festival, custom, maturity, kyc_review, risk_assessment, credit_line, licence, agreement, consent
    QString label; //!< free text of the record or name of the product
    QString lunar; //!< "八月十一" when the date is kept in the lunar calendar
    std::optional<Money> amount;
    CustomerId customer;
    QString customerName;
    CustomerKind customerKind = CustomerKind::Person;
};

struct ContactRow {
    QString id;
    QString kind; //!< mobile, phone, email, wechat, address
    QString masked;
    QString label;
    bool primary = false;
};

struct CreditLineRow {
    QString number;
    QString kind;
    Money limit;
    Money used;
    QDate expiresOn;
};

struct RequestRow {
    RequestId id;
    CustomerId customer;
    QString customerName;
    QString number;
    QString kind; //!< consultation, service, complaint, correction
    QString subject;
    QString severity;
    QString status;
    QDateTime receivedAt;
    QDateTime resolveDue;
    qint64 secondsLeft = 0; //!< to resolveDue; negative: overdue
    int elapsedBp = 0; //!< share of the time used, 10000 = due
};

struct Badge {
    QString key; //!< tier, lifecycle, activity, risk, kyc, care …
    QString value; //!< wire value
    QString why; //!< inputs, threshold and rule version, machine form "aum=…;threshold=…;rules=…"
};

//! The whole 360 view of one customer.
struct CustomerFile {
    CustomerRow head;
    QString shortName;
    QString status;
    QString owner;
    QString branch;
    QDate since;
    QString scope;
    QStringList needs;
    QStringList specialCare;
    QString preferredChannel;
    QString preferredTime;
    QString remarks;
    QDate riskAssessedOn, riskValidUntil;
    QString kycStatus;
    QDate kycNextReview;
    // person
    QString sex;
    QDate birthDate; //!< year shown only as age on screens
    int age = 0;
    QString maskedIdNo;
    QString occupation;
    QString employer;
    QString education;
    QString maritalStatus;
    QString maskedAddress;
    std::optional<Money> annualIncome;
    // company
    QString creditCode; //!< masked in the middle
    QString industryCode;
    QString legalRep;
    CustomerId legalRepId;
    std::optional<Money> registeredCapital;
    std::optional<Money> revenue;
    std::optional<Money> profit;
    std::optional<int> staff;
    QDate foundedOn;
    QString creditRating;
    QString riskClass;
    // figures, base currency
    Money aum, deposits, investments, liabilities, netAssets, inflow30, outflow30;
    Money householdAum; //!< group total, joint accounts once
    int productKinds = 0; //!< distinct account kinds held
    int csat = 0; //!< 0: none
    int nps = -1; //!< −1: none
    QDateTime dataAsOf;
    QString ruleVersion;
    QList<Badge> badges;
    QList<ChurnReasonRow> churnReasons; //!< live rules, most points first
    QList<AccountRow> accounts;
    QList<MonthRow> months; //!< ascending, up to 24
    QList<TransactionRow> recentTransactions; //!< newest first, up to 200
    int transactionCount = 0;
    int interactionCount = 0;
    QList<TimelineItem> timeline; //!< newest first, up to 100
    QList<TaskRow> openTasks;
    QList<AlertRow> alerts; //!< not disposed
    QList<RelationRow> relations;
    QList<DateRow> dates; //!< the next ones
    QList<ContactRow> contacts;
    QList<CreditLineRow> creditLines;
    QList<RequestRow> requests; //!< open first
    QList<ApprovalRow> pendingChanges; //!< values that wait for a second person; what is shown elsewhere is the one in force
};

//! Whom to contact today and why.
struct CallRow {
    CustomerId customer;
    QString customerName;
    CustomerKind customerKind = CustomerKind::Person;
    Tier tier = Tier::Mass;
    int priority = 0; //!< 0…100
    QString cause; //!< churn, overdue, due, maturity, birthday, no_contact, kyc, potential: decides badge and sentence
    QString fact; //!< free text of the record behind it (task title, product …)
    int days = 0; //!< cause's days: overdue by, due in, since last contact
    int bp = 0; //!< cause's share, e.g. outflow
    std::optional<Money> amount;
    TaskId task; //!< the task behind it, if one
    AlertId alert;
    QString preferredTime;
    bool pending = false;
};

struct SyncStatus {
    bool enrolled = false;
    bool online = false; //!< last exchange reached the server
    bool syncing = false;
    QString phase; //!< push, pull, bootstrap, idle, or empty
    int progressDone = 0;
    int progressTotal = 0;
    QDateTime lastSuccess;
    QDateTime lastAttempt;
    QString lastError; //!< wire name of the ErrorCode, empty after success
    int pending = 0; //!< queued or in flight
    int auditWaiting = 0; //!< audit events the central does not have yet; not counted as pending
    int parked = 0; //!< conflict, rejected, suspect: a person must look
    int conflicts = 0;
    QDateTime dataAsOf; //!< newest `as_of` of accounts
    QString server;
    QString deviceName;
    QString deviceId;
    QDateTime leaseUntil;
    bool consistent = true;
    QDateTime nextAttempt; //!< when the background sync tries again; invalid: not known
    int failures = 0; //!< rounds in a row that did not get through
    bool restored = false; //!< the store was put back from a copy: read-only until the device is registered anew
    bool rebuilt = false; //!< with restored: the store was damaged; what could be read was taken over, the rest is fetched again
    bool deviceBound = false; //!< the OS keyring share is part of the key; false is shown for good in the status bar
    QString user, login, role, branch;
};

struct Today {
    QDate date;
    QString lunar; //!< 八月十一
    QString solarTerm;
    QDate nextHoliday;
    QString nextHolidayName;
    int nextHolidayDays = 0; //!< length
    int customers = 0;
    int toContact = 0; //!< calls.size()
    int doneToday = 0;
    int dueTasks = 0;
    int overdueTasks = 0;
    Money maturing7; //!< base currency, matures within 7 days
    int maturing7Count = 0;
    int alertsOpen = 0;
    int alertsNew = 0;
    Money netInflowMonth;
    QList<qint64> netInflowMonths; //!< 12, base minor units
    int contactsMonth = 0;
    int coverageBp = 0; //!< customers contacted within their standard
    QList<TaskRow> agenda; //!< timed and all-day tasks of the day, done ones included
    QList<TaskRow> overdue;
    QList<CallRow> calls; //!< ranked
    int excludedNoConsent = 0;
    int excludedComplaint = 0;
    QList<AlertRow> newAlerts;
    QList<RequestRow> clocks; //!< open requests by time left
    QList<DateRow> dates; //!< next 14 days
    SyncStatus sync;
};

struct CalendarDay {
    QDate date;
    QString lunar; //!< day name, month name on the first
    QString solarTerm;
    QString holiday; //!< name of the statutory day
    bool off = false; //!< weekend or holiday
    bool makeUpWorkday = false;
};

struct CalendarRange {
    QDate from, to; //!< inclusive
    QList<CalendarDay> days;
    QList<TaskRow> tasks; //!< occurrences in the range, recurring ones expanded
    QList<DateRow> dates; //!< important dates in the range
    QList<TaskRow> backlog; //!< open all-day tasks due until `to` or overdue: to be given a time
};

struct ChurnPoint {
    CustomerId id;
    QString name;
    int points = 0;
    qint64 aum = 0; //!< base minor units
    ChurnLevel level = ChurnLevel::None;
};

struct AlertBoard {
    Currency base;
    QList<AlertRow> rows; //!< ranked: level, then AUM at stake
    QList<ChurnPoint> points; //!< every customer
    int highValueHighRisk = 0, highRiskOther = 0, mediumRisk = 0, retained90 = 0, lost90 = 0, falseAlarm90 = 0, noAction90 = 0;
    Money highValueHighRiskAum, highRiskOtherAum, mediumRiskAum;
    QList<std::pair<QString, int>> bySignal; //!< signal → number of customers, most first
    QString ruleVersion;
    bool modelPresent = false; //!< without one the rules stand alone and the screen says so
};

struct PortfolioSlice {
    QString key; //!< wire value of the dimension
    int customers = 0;
    Money aum;
    QList<CustomerId> members; //!< exactly the rows behind the mark
};

struct PortfolioMonth {
    QDate month;
    Money mass, wealth, privateTier, company;
    Money inflow, outflow;
};

struct Portfolio {
    QString by; //!< tier, lifecycle, activity, kind, book, branch, risk
    Currency base;
    int customers = 0;
    Money aum;
    Money netInflowMonth;
    Money maturing7;
    int maturing7Count = 0;
    int highValueHighRisk = 0;
    QList<PortfolioSlice> slices;
    QList<PortfolioMonth> months; //!< 12
    QList<std::pair<CustomerRow, int>> largest; //!< up to 10 with their cumulative share of AUM in bp
    int concentrationLimitBp = 3500;
    QList<std::pair<QString, PortfolioSlice>> maturities; //!< key of the period (w1…w4, m2, m3, q) → sum and customers behind it
    QDateTime asOf;
    QString ruleVersion;
};

struct OutboxRow {
    QString opId;
    qint64 n = 0;
    QString action; //!< create, patch, delete, command
    QString type;
    QString id;
    CustomerId customer;
    QString customerName;
    QString summary; //!< title or subject; for patches the field names
    QStringList fields;
    QString state; //!< queued, inflight, parked
    QString problem; //!< conflict, rejected …: code
    QString problemField;
    QDateTime capturedAt;
    int attempts = 0;
};

struct ConflictField {
    QString name;
    QString base, mine, theirs; //!< shown text, masked where the field is
    QString theirsBy;
    QDateTime theirsAt;
};

struct ConflictRow {
    QString opId;
    QString type;
    CustomerId customer;
    QString customerName;
    QDateTime capturedAt;
    QString action; //!< what met it: patch, delete, command; only a patch has fields to choose
    QString kind; //!< fields, deleted, merged, context-changed
    QList<ConflictField> fields;
};

struct FreshnessRow {
    QString domain; //!< customers, accounts, transactions, work, reference, alerts
    int rows = 0;
    QDateTime asOf;
};

struct SyncCentre {
    SyncStatus status;
    QList<OutboxRow> outbox;
    QList<ConflictRow> conflicts;
    QList<ApprovalRow> awaiting; //!< own requests a second person has not decided
    QList<MergedRow> merged; //!< what was merged by itself in the last 24 hours, newest first
    QList<FreshnessRow> freshness;
    QList<std::pair<QDateTime, QString>> history; //!< recent rounds: when, "ok", "retried", "offline" or an error code; newest last
    qint64 storeBytes = 0;
};

} // namespace zhike::views
